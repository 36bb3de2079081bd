// The lists that ship: well-formed, and silent on text that is right.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { points, textFindingKinds } from '../../src/text/finding.ts';
import { foldedText, foldMap } from '../../src/text/fold.ts';
import type { WordList } from '../../src/text/lists.ts';
import { proofread, ruleLayers } from '../../src/text/proofread.ts';
import { havePublished, published } from '../support/published.ts';

const names = readdirSync('assets/lists').filter((name) => name.endsWith('.json'));
const lists = names.map((name) => JSON.parse(readFileSync(`assets/lists/${name}`, 'utf8')) as WordList);
const { pairs, never } = JSON.parse(readFileSync('assets/fold/traditional.json', 'utf8')) as { pairs: string; never: string };
const fold = foldMap(pairs);
const layers = ruleLayers(lists, fold, { traditional: never });

describe.each(lists)('the list $name', (list) => {
  it('says where it comes from and what it does', () => {
    expect(`${list.name}.json`).toBe(names[lists.indexOf(list)]);
    for (const words of [list.title, list.source, list.licence, list.says]) expect(words).not.toBe('');
    expect(list.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(textFindingKinds).toContain(list.kind);
    expect(points).toContain(list.at);
  });
  it('names each word once, corrects it to something else that no list objects to, and excuses only what holds it', () => {
    expect(new Set(list.entries.map(({ find }) => foldedText(find, fold))).size).toBe(list.entries.length);
    for (const { find, put = [], unless = [] } of list.entries) {
      expect(put).not.toContain(find);
      for (const phrase of unless) expect(phrase, find).toContain(find);
      if (list.kind === 'typo') for (const right of put) expect(proofread(right, layers, 'full'), find).toEqual([]);
    }
  });
  it('finds every one of its words where it stands alone', () => {
    for (const { find } of list.entries) expect(proofread(`。${find}。`, layers, 'full').length, find).toBeGreaterThan(0);
  });
});

describe('at 严格', () => {
  it.skipIf(!havePublished).each([
    ['clean-peoples-daily.dev', 0.001],
    ['clean-xuexi.dev', 0.001],
  ])('rules and lists say nothing of %s', (name, most) => {
    const lines = published(`proofreading-data/${name}.tsv`).split('\n').filter(Boolean);
    const flagged = lines.filter((line) => proofread(line.split('\t')[1] ?? '', layers, 'strict').length > 0);
    expect(lines.length).toBeGreaterThan(2000);
    expect(flagged.length / lines.length).toBeLessThanOrEqual(most);
  });
  it.skipIf(!havePublished)('the injected text of a published page is found, and nothing else on it', () => {
    const text = published('seeds/002_9e597e752a2b0981.txt');
    expect(proofread(text, layers, 'strict').map((one) => one.text)).toEqual(Array(2).fill('2024欧洲杯下注平台_澳门现金网-官网'));
  });
});
