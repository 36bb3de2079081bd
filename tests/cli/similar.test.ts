// `baocaitong similar`: every pair that is alike, once, with its similarity; a bad line is named, and nothing is printed then.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/cli/command.ts';
import { similarCommand } from '../../src/cli/similar.ts';
import { compareTexts } from '../../src/text/similar/shingles.ts';
import { dice } from '../support/dice.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'similar-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function run(content: string | Uint8Array, ...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  files += 1;
  const file = join(folder, `${files}.jsonl`);
  await writeFile(file, content);
  let out = '';
  let err = '';
  const io = {
    stdout: (text: string): void => {
      out += text;
    },
    stderr: (text: string): void => {
      err += text;
    },
  };
  try {
    return { code: await similarCommand([file, ...argv], io), out, err };
  } catch (error) {
    // The program prints such a one and exits with 2.
    if (error instanceof UsageError) return { code: 2, out, err: error.message };
    throw error;
  }
}
const lines = (items: readonly { id: unknown; text: unknown }[]): string => items.map((item) => `${JSON.stringify(item)}\n`).join('');
const roll = dice(1);
const hanzi = (length: number): string => Array.from({ length }, () => String.fromCharCode(0x4e00 + roll(3000))).join('');
const base = hanzi(300);

describe('baocaitong similar', () => {
  it('prints exactly one JSON value: each pair once, the earlier line first, ids as they were given', async () => {
    const items = [
      { id: 'a', text: base },
      { id: 2, text: hanzi(300) },
      { id: '丙', text: `${base.slice(0, 280)}${hanzi(20)}` },
      { id: 'd', text: `　${base}。` },
    ];
    const { code, out, err } = await run(lines(items), '--json');
    expect([code, err]).toEqual([0, '']);
    const pairs = JSON.parse(out);
    expect(pairs.map(({ a, b }: { a: unknown; b: unknown }) => [a, b])).toEqual([
      ['a', '丙'],
      ['a', 'd'],
      ['丙', 'd'],
    ]);
    expect(pairs[1].similarity).toBe(1);
    expect(pairs[0].similarity).toBeCloseTo(compareTexts(items[0]!.text, items[2]!.text).similarity, 4);
  });
  it('finds what everybody compared with everybody finds, at every threshold', async () => {
    const items = Array.from({ length: 120 }, (_, id) => {
      const cut = roll(260);
      return { id, text: id % 3 === 0 ? hanzi(60 + roll(240)) : base.slice(0, 300 - cut) + hanzi(roll(cut + 1)) };
    });
    for (const threshold of [0.8, 0.5, 0.2]) {
      const wanted = items.flatMap((one, at) =>
        items.slice(at + 1).flatMap((other) => {
          const { similarity } = compareTexts(one.text, other.text);
          return similarity >= threshold ? [`${one.id} ${other.id} ${Math.round(similarity * 10_000)}`] : [];
        }),
      );
      const { out } = await run(lines(items), '--json', '--threshold', String(threshold));
      const found = (JSON.parse(out) as { a: number; b: number; similarity: number }[]).map(
        ({ a, b, similarity }) => `${a} ${b} ${Math.round(similarity * 10_000)}`,
      );
      expect(found.filter((pair) => !wanted.includes(pair))).toEqual([]);
      expect(found.length / wanted.length).toBeGreaterThanOrEqual(0.998);
    }
  });
  it('prints an empty list where nothing is alike, and for an empty file', async () => {
    expect(await run(lines([{ id: 1, text: base }]), '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
    expect(await run('', '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
    expect((await run('')).out).toContain('没有相似');
  });
  it('prints one line for each pair without --json', async () => {
    const { out } = await run(lines(['x', 'y'].map((id) => ({ id, text: base }))));
    expect(out).toBe('x\ty\t100.0%\n');
  });
  it('reads a byte order mark, CRLF, blank lines, a last line without an end and lines longer than a piece', async () => {
    const long = hanzi(600_000);
    const content = `\ufeff${JSON.stringify({ id: 1, text: long })}\r\n\r\n\n${JSON.stringify({ id: 2, text: base })}\n${JSON.stringify({ id: 3, text: long })}`;
    expect(JSON.parse((await run(content, '--json')).out)).toEqual([{ a: 1, b: 3, similarity: 1 }]);
  });
  it('finds titles as well as long texts, and texts without a character never', async () => {
    const items = ['县教育局开展校园安全检查', '县教育局开展校园安全检查。', '。', '。', '', ''].map((text, id) => ({ id, text }));
    expect(JSON.parse((await run(lines(items), '--json')).out)).toEqual([{ a: 0, b: 1, similarity: 1 }]);
  });
  it('names the line that is wrong, and prints nothing then', async () => {
    const good = lines([{ id: 1, text: base }]).repeat(2);
    const wrong: readonly [string | Uint8Array, RegExp][] = [
      [`${good}\n{"id": 3`, /第 4 行不是 JSON/],
      [`${good}[]\n`, /第 3 行没有编号/],
      [`${good}${lines([{ id: 3, text: null }])}`, /第 3 行没有正文/],
      [`${good}${lines([{ id: {}, text: '' }])}`, /第 3 行没有编号/],
      [`${good}null\n`, /第 3 行没有编号/],
      [Buffer.concat([Buffer.from(good), Buffer.from([0x7b, 0xff, 0x7d])]), /第 3 行不是 UTF-8/],
    ];
    for (const [content, message] of wrong) {
      const { code, out, err } = await run(content, '--json');
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(message);
    }
  });
  it('refuses a threshold that is none, a file that is not there, and a folder', async () => {
    for (const threshold of ['0', '1.1', 'x', '', '-1']) expect((await run('', `--threshold=${threshold}`)).code, threshold).toBe(2);
    const io = { stdout: () => undefined, stderr: () => undefined };
    await expect(similarCommand([join(folder, 'none.jsonl')], io)).rejects.toThrow(/找不到文件/);
    await expect(similarCommand([folder], io)).rejects.toThrow(/是文件夹/);
    for (const argv of [[], ['a', 'b'], ['a', '--what']]) await expect(similarCommand(argv, io)).rejects.toThrow(UsageError);
  });
});
