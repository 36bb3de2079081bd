// The worker’s part and the page’s end of the talk with it, without a worker between them.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDictionary } from '../../src/text/dictionary.ts';
import { foldMap } from '../../src/text/fold.ts';
import type { WordList } from '../../src/text/lists.ts';
import type { ProtectedList } from '../../src/text/protected-lists.ts';
import { type SiteWording, siteLook } from '../../src/text/site-layers.ts';
import { openChannel, type Port } from '../../src/web/proofreading/channel.ts';
import { mayFetchModel } from '../../src/web/proofreading/choices.ts';
import { looksOf } from '../../src/web/proofreading/looks.ts';
import type { FromWorker, Settled, ToWorker } from '../../src/web/proofreading/protocol.ts';
import { openReader } from '../../src/web/proofreading/reader.ts';
import { openService } from '../../src/web/proofreading/service.ts';
import type { FetchedTypos } from '../../src/web/proofreading/typo-data.ts';

const asset = (path: string): Buffer => readFileSync(new URL(`../../assets/${path}`, import.meta.url));
const listsIn = (folder: string): unknown[] =>
  readdirSync(new URL(`../../assets/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(asset(folder + name).toString()));
const scripts = JSON.parse(asset('fold/traditional.json').toString()) as { readonly pairs: string; readonly never: string };
const lists = {
  fold: foldMap(scripts.pairs),
  traditional: scripts.never,
  lists: listsIn('lists/') as readonly WordList[],
  protectedLists: listsIn('protected/') as readonly ProtectedList[],
};
const dictionary = readDictionary(asset('dictionary/words.bin'));
const wording: SiteWording = {
  ...{ site: 'x', version: '1', off: [], allowed: ['按装图'], holders: [], units: ['县教育体育局'], formerUnits: [] },
  entries: [{ kind: 'forbidden', find: '小伙伴', put: ['同志'] }],
};
const settled = { wording, point: 'full', on: '2026-11-23' } as const;

describe('looking line by line', () => {
  const fragments = [
    '按装',
    '小伙伴',
    '按装图',
    '县教育体育周',
    '中华人民大和国',
    '11010119900307451X',
    '第一、',
    '，',
    ',',
    '。',
    '要',
    '加强领导',
    '“',
    '》',
    '\n',
    '2千3百',
    '一、开展检查。',
    '约5个左右',
  ];
  const line = fc.array(fc.constantFrom(...fragments), { maxLength: 8 }).map((all) => all.join(''));
  it('finds what looking at the whole text finds, wherever it stands', () => {
    const reader = openReader(looksOf({ ...lists, dictionary }, settled));
    const whole = siteLook({ ...lists, dictionary }, wording);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        let start = 0;
        const found = reader.look(lines).flatMap((findings, at) => {
          const moved = findings.map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
          start += lines[at]!.length + 1;
          return moved;
        });
        // A phrase that is broken over lines is known to the whole text alone.
        expect(found).toEqual(
          whole(lines.join('\n'), 'full', settled.on).flatMap((one) => (one.text.includes('\n') ? [] : { ...one, sure: true })),
        );
      }),
    );
  });

  it('tells what is sure from what is only worth a look', () => {
    const look = openReader(looksOf({ ...lists, dictionary }, { ...settled, point: 'strict' })).look;
    const found = look(['小伙伴按装2千3百台，各乡镇，各部门，各单位要重视,抓好。']).flat();
    expect(found.map(({ text, sure }) => [text, sure])).toEqual([
      ['小伙伴', true],
      ['按装', true],
      ['2千3百', expect.any(Boolean)],
      [',', false],
    ]);
  });

  it('looks again only at lines that were not seen before, and at sentences when there is time', () => {
    const seen: string[] = [];
    const deep: string[] = [];
    const note = (into: string[]) => (text: string) => {
      into.push(text);
      return [];
    };
    const reader = openReader({ line: note(seen), wide: () => [], deep: note(deep) });
    reader.look(['甲乙。丙丁。', '戊']);
    reader.look(['甲乙。丙丁。', '戊己', '戊']);
    expect(seen).toEqual(['甲乙。丙丁。', '戊', '戊己']);
    expect(reader.deepen(['甲乙。丙丁。', '戊己'], () => deep.length > 0)).toBe(false);
    expect(deep).toEqual(['甲乙。']);
    expect(reader.deepen(['甲乙。丙丁。', '戊己'], () => false)).toBe(true);
    expect(deep).toEqual(['甲乙。', '丙丁。', '戊己']);
  });

  it('puts what was found in a sentence where the sentence stands', () => {
    const reader = openReader({
      line: () => [],
      wide: () => [],
      deep: (text) =>
        [...text.matchAll(/攻府/g)].map(({ index }) => ({
          ...{
            start: index,
            end: index + 2,
            text: '攻府',
            kind: 'typo',
            severity: 'warning',
            suggestions: ['政府'],
            rule: '',
            message: '',
            sure: true,
          },
        })),
    });
    const lines = ['县攻府。市攻府！', '攻府'];
    reader.deepen(lines, () => false);
    expect(reader.look(lines).map((all) => all.map(({ start }) => start))).toEqual([[1, 5], [0]]);
  });
});

const turns = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the service in the worker', () => {
  const open = (fetchTypos: (of: Settled) => Promise<FetchedTypos> = () => Promise.reject(new Error('away'))) => {
    const told: FromWorker[] = [];
    let arrive = (_: typeof dictionary): void => undefined;
    const take = openService({
      tell: (message) => told.push(message),
      lists,
      fetchDictionary: () => new Promise((resolve) => (arrive = resolve)),
      fetchTypos,
      turn: turns,
      now: () => 0,
    });
    return { told, take, arrive: () => arrive(dictionary) };
  };
  const found = (told: readonly FromWorker[]) =>
    told.flatMap((one) => (one.kind === 'found' ? [[one.id, one.findings.flat().map(({ text }) => text)]] : []));

  it('waits until it is settled by what to look, answers with what has arrived, and again when more arrives', async () => {
    const { told, take, arrive } = open();
    take({ kind: 'look', id: 1, lines: ['小伙伴按装', '国家发展和改格委员会'] });
    expect(told).toEqual([]);
    take({ kind: 'settle', ...settled });
    expect(found(told)).toEqual([[1, ['小伙伴', '按装']]]);
    arrive();
    await turns();
    expect(found(told).at(-1)).toEqual([1, ['小伙伴', '按装', '国家发展和改格委员会']]);
  });

  it('speaks by the office’s words as soon as they are other ones, and does nothing where they are not', () => {
    const { told, take } = open();
    take({ kind: 'settle', ...settled });
    take({ kind: 'look', id: 1, lines: ['小伙伴'] });
    take({ kind: 'settle', ...settled });
    expect(found(told)).toEqual([[1, ['小伙伴']]]);
    take({ kind: 'settle', ...settled, wording: { ...wording, version: '2', entries: [] } });
    expect(found(told).at(-1)).toEqual([1, []]);
  });

  it('goes on without the model where it cannot be had, and tries again when asked again', async () => {
    let tries = 0;
    const { told, take } = open(() => {
      tries += 1;
      return Promise.reject(new Error('away'));
    });
    take({ kind: 'typos', wanted: true });
    expect(told).toEqual([]);
    take({ kind: 'settle', ...settled });
    await turns();
    take({ kind: 'typos', wanted: true });
    await turns();
    expect(told).toEqual(['loading', 'failed', 'loading', 'failed'].map((state) => ({ kind: 'typos', state })));
    expect(tries).toBe(2);
  });
});

describe('the page’s end', () => {
  const open = () => {
    const sent: ToWorker[] = [];
    let ended = 0;
    const port: Port = { postMessage: (one) => sent.push(one), terminate: () => (ended += 1), onmessage: null, onerror: null };
    const heard: unknown[] = [];
    const channel = openChannel(port, {
      found: (lines, findings) => heard.push([lines, findings]),
      typos: (state) => heard.push(state),
      broken: () => heard.push('broken'),
    });
    const answer = (data: FromWorker): void => port.onmessage?.({ data } as MessageEvent<FromWorker>);
    const ids = (): number[] => sent.flatMap((one) => (one.kind === 'look' ? [one.id] : []));
    return { sent, heard, channel, answer, ids, port, ended: () => ended };
  };

  it('has one text under way; of those that come meanwhile the last is asked, and older answers say nothing', () => {
    const { heard, channel, answer, ids } = open();
    for (const text of ['一', '二', '三']) channel.look([text]);
    expect(ids()).toHaveLength(1);
    answer({ kind: 'found', id: ids()[0]!, findings: [[]], complete: true });
    expect([heard, ids().length]).toEqual([[], 2]);
    answer({ kind: 'found', id: ids()[0]!, findings: [[]], complete: true });
    expect(heard).toEqual([]);
    answer({ kind: 'found', id: ids()[1]!, findings: [[]], complete: false });
    answer({ kind: 'found', id: ids()[1]!, findings: [[]], complete: true });
    expect(heard).toEqual([
      [['三'], [[]]],
      [['三'], [[]]],
    ]);
  });

  it('says that the worker broke, and ends it when nobody needs it', () => {
    const { heard, channel, port, ended } = open();
    channel.look(['一']);
    port.onerror?.({} as ErrorEvent);
    expect(heard).toEqual(['broken']);
    channel.close();
    expect([ended(), port.onmessage]).toEqual([1, null]);
  });
});

it('the model is fetched unasked only for a computer on a line that is not counted', () => {
  expect(mayFetchModel(undefined, { fine: true })).toBe(true);
  expect(mayFetchModel({ effectiveType: '4g' }, { fine: true })).toBe(true);
  expect(mayFetchModel({ effectiveType: '3g' }, { fine: true })).toBe(false);
  expect(mayFetchModel({ saveData: true }, { fine: true })).toBe(false);
  expect(mayFetchModel({ type: 'cellular', effectiveType: '4g' }, { fine: true })).toBe(false);
  expect(mayFetchModel(undefined, { fine: false })).toBe(false);
});
