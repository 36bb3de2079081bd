// A site's own model and gate in the browser: what it marks is what the server says of the same text.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLooks } from '../../src/engines/site-looks.ts';
import { readDictionary } from '../../src/text/dictionary.ts';
import type { TextFinding } from '../../src/text/finding.ts';
import { foldMap } from '../../src/text/fold.ts';
import { type Gate, readGate, writeGate } from '../../src/text/gate.ts';
import type { WordList } from '../../src/text/lists.ts';
import { writeModel } from '../../src/text/model-file.ts';
import type { ProtectedList } from '../../src/text/protected-lists.ts';
import type { SiteWording } from '../../src/text/site-layers.ts';
import { train } from '../../src/text/train/train.ts';
import { modelNames } from '../../src/text/typos.ts';
import { looksOf } from '../../src/web/proofreading/looks.ts';
import { mostModelBytes, type Settled } from '../../src/web/proofreading/protocol.ts';
import { openReader } from '../../src/web/proofreading/reader.ts';
import { openTypos, type TypoFiles } from '../../src/web/proofreading/typo-data.ts';

const asset = (path: string): Buffer => readFileSync(new URL(`../../assets/${path}`, import.meta.url));
const listsIn = (folder: string): unknown[] =>
  readdirSync(new URL(`../../assets/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(asset(folder + name).toString()));
const scripts = JSON.parse(asset('fold/traditional.json').toString()) as { readonly pairs: string; readonly never: string };
const shipped = {
  fold: foldMap(scripts.pairs),
  traditional: scripts.never,
  lists: listsIn('lists/') as readonly WordList[],
  protectedLists: listsIn('protected/') as readonly ProtectedList[],
  dictionary: readDictionary(asset('dictionary/words.bin')),
};
const files = {
  confusions: 'confusions/confusions.bin',
  dictionary: 'dictionary/words.bin',
  gate: 'model/gate.bin',
  model: 'model/base.model',
} as const;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What an office wrote, again and again in other words: enough to know its own phrases by. */
const sentences = [
  '县教育局部署校园安全工作，各乡镇认真贯彻落实。',
  '会议强调，要切实加强组织领导，压实工作责任。',
  '山口乡组织干部走访慰问困难群众，送去党和政府的关怀。',
  '全县召开优化营商环境工作会议，研究部署下一步工作。',
  '各单位要提高政治站位，确保各项任务落到实处。',
];
const archive = Array.from({ length: 400 }, (_, at) =>
  sentences.map((one, nth) => sentences[(at + nth * 3) % sentences.length] ?? one).join(''),
);
/** The gate that ships and one tree more, which finds everything likelier than it did. */
function learnedGate(): Uint8Array {
  const { trees, ...points }: Gate = readGate(asset('model/gate.bin'));
  const nodes = (1 << trees.depth) - 1;
  const figures = Uint8Array.from([...trees.figures, ...new Uint8Array(nodes)]);
  const thresholds = Float32Array.from([...trees.thresholds, ...new Float32Array(nodes)]);
  const leaves = Float32Array.from([...trees.leaves, ...new Float32Array(nodes + 1).fill(2)]);
  return writeGate({ ...points, trees: { ...trees, figures, thresholds, leaves } });
}

const model = writeModel(train([archive.join('\n')], { bytes: 2_000_000 }));
const gate = learnedGate();
const own = { model: { sha256: sha256(model), byteSize: model.length }, gate: sha256(gate) };
const asked: string[] = [];
const typoFiles = (held: Readonly<Record<string, Uint8Array>>): TypoFiles => ({
  shipped: async (name) => asset(files[name]),
  own: async (site, hash) => {
    asked.push(`${site} ${hash}`);
    const bytes = held[hash];
    if (!bytes) throw new Error('404');
    return bytes;
  },
});
const held = { [own.model.sha256]: model, [own.gate]: gate };
const wording: SiteWording = {
  ...{ site: 'x', version: '1', off: [], allowed: ['部署校园'], units: ['县教育局'], formerUnits: [] },
  entries: [{ kind: 'forbidden', find: '弱势群众', put: ['困难群众'] }],
  holders: [{ name: '李卫东', post: '县长', from: '2024-01-01' }],
};
const settled = (point: 'strict' | 'full'): Settled => ({ wording, own, point, on: '2026-11-23' });

describe('with a model and a gate of the site’s own', () => {
  const looks = createLooks();
  let server: (text: string, point: 'strict' | 'full') => readonly TextFinding[];
  let browser: (lines: readonly string[], point: 'strict' | 'full') => readonly TextFinding[];
  beforeAll(async () => {
    const look = await looks.make({ ...wording, model: own.model.sha256, gate }, { bytes: model, name: modelNames.own });
    server = (text, point) => look(text, point, '2026-11-23');
    const { data, model: used } = await openTypos(typoFiles(held))(settled('full'));
    expect(used).toBe('own');
    const readers = {
      strict: openReader(looksOf({ ...shipped, typos: data }, settled('strict'))),
      full: openReader(looksOf({ ...shipped, typos: data }, settled('full'))),
    };
    browser = (lines, point) => {
      const reader = readers[point];
      reader.deepen(lines, () => false);
      let start = 0;
      return reader.look(lines).flatMap((found, at) => {
        const moved = found.flatMap(({ sure, ...one }) => (sure ? [{ ...one, start: one.start + start, end: one.end + start }] : []));
        start += (lines[at]?.length ?? 0) + 1;
        return moved;
      });
    };
  });

  it('the page marks as sure what the server says of the same text, at either point', () => {
    const line = fc
      .array(
        fc.oneof(
          fc.constantFrom(...sentences),
          fc.constantFrom(
            '切实加强组织领到，压实工作责人。',
            '走访慰问弱势群众。',
            '各乡真认真贯彻落实。',
            '县长李卫东出席。',
            '按装2千3百台,',
            '提高政治站位',
          ),
        ),
        { maxLength: 4 },
      )
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), fc.constantFrom('strict', 'full'), (lines, point) => {
        expect(browser(lines, point as 'full')).toEqual(
          server(lines.join('\n'), point as 'full').filter(({ text }) => !text.includes('\n')),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('finds by it what the model that ships does not', async () => {
    const found = browser(['切实加强组织领到，压实工作责人。'], 'full').filter(({ rule }) => rule.startsWith(modelNames.own));
    expect(found.map(({ text, suggestions }) => text + suggestions[0])).toContain('到导');
  });
});

describe('what is fetched of a site', () => {
  it('is asked for once, and its model is kept while the gate changes', async () => {
    asked.length = 0;
    const fetchTypos = openTypos(typoFiles(held));
    await fetchTypos(settled('full'));
    await fetchTypos({ wording, own: { model: own.model } });
    expect(asked).toEqual([`x ${own.gate}`, `x ${own.model.sha256}`]);
  });

  it('is what ships, where nothing is its own, its bytes are gone or damaged, or they are too large for a browser', async () => {
    const of = async (reading: Settled['own'], bytes: Readonly<Record<string, Uint8Array>> = {}) => {
      const { data, model: used } = await openTypos(typoFiles(bytes))({ wording, ...(reading ? { own: reading } : {}) });
      return [data.name, used];
    };
    expect(await of(undefined)).toEqual([modelNames.shipped, 'shipped']);
    expect(await of(own)).toEqual([modelNames.shipped, 'shipped']);
    expect(await of(own, { [own.model.sha256]: new Uint8Array(100), [own.gate]: new Uint8Array(9) })).toEqual([
      modelNames.shipped,
      'shipped',
    ]);
    asked.length = 0;
    expect(await of({ model: { ...own.model, byteSize: mostModelBytes + 1 } }, held)).toEqual([modelNames.shipped, 'too-large']);
    expect(asked).toEqual([]);
  });
});
