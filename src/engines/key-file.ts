/**
 * The key file: what seals secrets at rest (TOTP seeds, channel secrets). It lies outside data and database, so that neither alone gives
 * them away. AES-256-GCM; the sealed bytes name their key, so that several can stand in the file while everything is sealed anew.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StartRefusal } from '../store/start-refusal.ts';

interface Key {
  /** Eight hex digits. */
  readonly id: string;
  readonly key: Buffer;
}

export interface KeyFile {
  readonly path: string;
  /** Encrypts with the newest key; makes the file where there is none yet. */
  readonly seal: (secret: Uint8Array) => Uint8Array;
  /** Undefined where the file does not hold its key. Throws Error where the sealed bytes were changed. */
  readonly open: (sealed: Uint8Array) => Uint8Array | undefined;
  /** Makes the file where there is none; true where it did. Throws StartRefusal, as do the others, where others may read it or it is damaged. */
  readonly ensure: () => boolean;
  /** Adds a new key, which seals from now on. */
  readonly addKey: () => void;
  /** Forgets all keys but the newest. */
  readonly dropOldKeys: () => void;
}

const FORM = 1;
const HEAD = 1 + 4 + 12 + 16;

export function openKeyFile(path: string): KeyFile {
  const keys = (): readonly Key[] => (existsSync(path) ? readKeys(path) : []);
  const ensure = (): boolean => {
    if (existsSync(path)) {
      readKeys(path);
      return false;
    }
    return makeKeys(path, [newKey()]);
  };
  return {
    path,
    ensure,
    seal(secret) {
      ensure();
      // Read anew each time: another process may have changed the key.
      return sealWith(keys().at(-1) as Key, secret);
    },
    open(sealed) {
      const id = Buffer.from(sealed.subarray(1, 5)).toString('hex');
      const key = sealed[0] === FORM && sealed.length >= HEAD ? keys().find((one) => one.id === id) : undefined;
      return key && openWith(key, sealed);
    },
    addKey() {
      ensure();
      replaceKeys(path, [...keys(), newKey()]);
    },
    dropOldKeys() {
      replaceKeys(path, keys().slice(-1));
    },
  };
}

const newKey = (): Key => ({ id: randomBytes(4).toString('hex'), key: randomBytes(32) });

function sealWith({ id, key }: Key, secret: Uint8Array): Uint8Array {
  const head = Buffer.concat([Buffer.from([FORM]), Buffer.from(id, 'hex')]);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(head);
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
}

function openWith({ key }: Key, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(5, 17)).setAAD(sealed.subarray(0, 5));
  decipher.setAuthTag(sealed.subarray(17, HEAD));
  return Buffer.concat([decipher.update(sealed.subarray(HEAD)), decipher.final()]);
}

function readKeys(path: string): readonly Key[] {
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    throw new StartRefusal('key-file', `密钥文件 ${path} 别的用户也能读：请先执行 chmod 600 ${path}`);
  const held = parsed(readFileSync(path, 'utf8'));
  const keys = held?.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') }));
  if (!keys || keys.length === 0 || keys.some(({ id, key }) => !/^[0-9a-f]{8}$/.test(id) || key.length !== 32))
    throw new StartRefusal('key-file', `密钥文件 ${path} 已损坏：请从另存的副本恢复`);
  return keys;
}

function parsed(text: string): readonly { readonly id: string; readonly key: string }[] | undefined {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown };
    const fits = Array.isArray(keys) && keys.every((one) => typeof one?.id === 'string' && typeof one?.key === 'string');
    return fits ? (keys as { id: string; key: string }[]) : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (keys: readonly Key[]): string =>
  `${JSON.stringify({ product: 'baocaitong', keys: keys.map(({ id, key }) => ({ id, key: key.toString('base64') })) }, undefined, 2)}\n`;

/** Whoever is first makes the file; another process at the same moment takes what it finds. */
function makeKeys(path: string, keys: readonly Key[]): boolean {
  const part = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeWhole(part, textOf(keys));
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    // A link, and not a rename: it fails where the file stands already.
    linkSync(part, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(part);
  }
}

/** The new file stands in the old one's place in one step. */
function replaceKeys(path: string, keys: readonly Key[]): void {
  const part = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeWhole(part, textOf(keys));
    renameSync(part, path);
  } catch (error) {
    throw unwritable(path, error);
  }
}

const unwritable = (path: string, cause: unknown): StartRefusal =>
  new StartRefusal('key-file', `写不了密钥文件 ${path}：请用 BAOCAITONG_KEY_FILE 指定一个当前用户可写、又不在数据目录里的位置`, { cause });

function writeWhole(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, 0o600);
}
