import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { base32, totpAddress } from '../../src/domain/people/totp.ts';
import { openKeyFile } from '../../src/engines/key-file.ts';
import { createPasswords } from '../../src/engines/passwords.ts';
import { totpCode, totpStep } from '../../src/engines/totp.ts';

const folder = mkdtempSync(join(tmpdir(), 'bct-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const secret = Buffer.from('一粒种子');

it('makes the key file when first needed, for its owner only', () => {
  const keys = openKeyFile(join(folder, 'a', 'key.json'));
  expect(existsSync(keys.path)).toBe(false);
  const sealed = keys.seal(secret);
  expect(statSync(keys.path).mode & 0o777).toBe(0o600);
  expect(Buffer.from(keys.open(sealed) as Uint8Array)).toEqual(secret);
  expect(keys.ensure()).toBe(false);
  expect(readdirSync(join(folder, 'a'))).toEqual(['key.json']);
});

it('seals the same differently each time, and hides it', () => {
  const keys = openKeyFile(join(folder, 'b.json'));
  const [one, two] = [keys.seal(secret), keys.seal(secret)];
  expect(Buffer.compare(Buffer.from(one), Buffer.from(two))).not.toBe(0);
  expect(Buffer.from(one).includes(secret)).toBe(false);
});

it('opens what an older key sealed until that key is dropped', () => {
  const keys = openKeyFile(join(folder, 'c.json'));
  const old = keys.seal(secret);
  keys.addKey();
  const fresh = keys.seal(secret);
  expect(keys.open(old)).toBeDefined();
  keys.dropOldKeys();
  expect(keys.open(old)).toBeUndefined();
  expect(Buffer.from(keys.open(fresh) as Uint8Array)).toEqual(secret);
});

it('does not open with another file, and throws where a single bit was changed', () => {
  const keys = openKeyFile(join(folder, 'd.json'));
  const sealed = keys.seal(secret);
  expect(openKeyFile(join(folder, 'e.json')).open(sealed)).toBeUndefined();
  for (const at of [5, 20, sealed.length - 1]) {
    const changed = Uint8Array.from(sealed);
    changed[at] = (changed[at] as number) ^ 1;
    expect(() => keys.open(changed)).toThrow();
  }
});

it('refuses a key file that others may read, or that is damaged, in a sentence', () => {
  const path = join(folder, 'f.json');
  openKeyFile(path).ensure();
  chmodSync(path, 0o644);
  expect(() => openKeyFile(path).seal(secret)).toThrow('chmod 600');
  chmodSync(path, 0o600);
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40));
  expect(() => openKeyFile(path).seal(secret)).toThrow('已损坏');
});

it('hashes passwords with argon2id, each time with another salt', async () => {
  const { hashPassword, verifyPassword } = createPasswords({ memoryKib: 64, passes: 1 });
  const [one, two] = [await hashPassword('甲乙'), await hashPassword('甲乙')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword(one, '甲乙')).toBe(true);
  expect(await verifyPassword(one, '甲丙')).toBe(false);
  expect(await verifyPassword(undefined, '甲乙')).toBe(false);
});

// RFC 6238, appendix B (SHA-1), the last six of the eight digits.
it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('gives the code of RFC 6238 at %d seconds', (seconds, code) => {
  const seed = Buffer.from('12345678901234567890');
  expect(totpCode(seed, Math.floor(seconds / 30))).toBe(code);
  const at = (offset: number): Date => new Date((seconds + offset) * 1000);
  expect(totpStep(seed, code, at(0))).toBe(Math.floor(seconds / 30));
  expect(totpStep(seed, code, at(30))).toBe(Math.floor(seconds / 30));
  expect(totpStep(seed, code, at(90))).toBeUndefined();
});

it('takes nothing but six digits', () => {
  for (const code of ['', '28708', '2870822', 'abcdef', '２８７０８２'])
    expect(totpStep(Buffer.from('x'), code, new Date(59_000))).toBeUndefined();
});

it('writes a secret as apps read it (RFC 4648)', () => {
  expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
  expect(totpAddress(Buffer.from('foobar'), '张三')).toBe(
    `otpauth://totp/${encodeURIComponent('报采通:张三')}?secret=MZXW6YTBOI&issuer=${encodeURIComponent('报采通')}`,
  );
});

it('says where to put the key file where it cannot be written', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openKeyFile(join(folder, 'file', 'key.json')).seal(secret)).toThrow('BAOCAITONG_KEY_FILE');
});
