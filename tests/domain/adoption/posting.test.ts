// Which fact an adoption becomes: with the rulebooks of the demonstration offices.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageTime, waitAfter } from '../../../src/domain/adoption/delivery.ts';
import { adoptionFact, countsAtOn } from '../../../src/domain/adoption/posting.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';

const rulebook = (name: string): Rulebook =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../assets/demo', name, 'rulebook.json'), 'utf8')) as Rulebook;
const adoption = { id: 5, outlet: 2, adoptedOn: '2020-05-30', shares: [{ unit: 1, top: 1, bottom: 1, lead: true }] };
const item = (kind: 'news' | 'interview' | 'interpretation') => ({ submission: 9, kind });

describe('an interview or interpretation', () => {
  it('is posted as such where the rulebook counts these apart (鄂尔多斯), on the day it counts', () => {
    const book = rulebook('ordos-2020q2');
    expect(adoptionFact(item('interview'), adoption, { rulebook: book, further: false })).toMatchObject({
      fact: 'interview',
      on: '2020-05-30',
      kind: '在线访谈',
    });
    const published = adoptionFact(item('interpretation'), adoption, { rulebook: book, further: false, publishedOn: '2020-06-02' });
    expect(published).toMatchObject({ fact: 'interpretation', on: '2020-06-02' });
    expect(published.publishedOn).toBeUndefined();
  });

  it('counts once: its adoption into a further outlet is an ordinary one', () => {
    expect(adoptionFact(item('interview'), adoption, { rulebook: rulebook('ordos-2020q2'), further: true }).fact).toBe('adoption');
  });

  it('is an adoption like others where the rulebook knows no interviews', () => {
    for (const name of ['zhalantun-2023q1', 'chengzhong-2018-03', 'neimenggu-2011'])
      expect(adoptionFact(item('interview'), adoption, { rulebook: rulebook(name), further: false }).fact).toBe('adoption');
    expect(adoptionFact(item('interview'), adoption, { rulebook: undefined, further: false }).fact).toBe('adoption');
  });
});

it('an answer to a commission is adopted as 约稿 where the rulebook tells these apart, once, unless the editor said otherwise', () => {
  const answer = { ...item('news'), answers: true };
  const book = rulebook('ordos-2020q2');
  expect(adoptionFact(answer, adoption, { rulebook: book, further: false }).kind).toBe('约稿');
  expect(adoptionFact(answer, adoption, { rulebook: book, further: true }).kind).toBe('动态信息');
  expect(adoptionFact(item('news'), adoption, { rulebook: book, further: false }).kind).toBe('动态信息');
  expect(adoptionFact(answer, { ...adoption, kind: '图片' }, { rulebook: book, further: false }).kind).toBe('图片');
  expect(adoptionFact(answer, adoption, { rulebook: rulebook('zhalantun-2023q1'), further: false }).kind).toBe('动态信息');
  expect(adoptionFact(answer, adoption, { rulebook: undefined, further: false }).kind).toBe('动态信息');
});

it('an adoption keeps the day of its decision, and counts on the day of publication where it has one', () => {
  const fact = adoptionFact(
    item('news'),
    { ...adoption, kind: '约稿', level: '本市' },
    { rulebook: undefined, further: false, publishedOn: '2020-06-02' },
  );
  expect(fact).toMatchObject({
    fact: 'adoption',
    key: 'adoption:5',
    on: '2020-05-30',
    publishedOn: '2020-06-02',
    kind: '约稿',
    level: '本市',
  });
});

it('publication counts where no rulebook says otherwise', () => {
  expect([countsAtOn(undefined), countsAtOn({}), countsAtOn({ countsAt: 'adoption' })]).toEqual(['publication', 'publication', 'adoption']);
});

it('pages say the time of the office', () => {
  expect(pageTime(new Date('2024-05-15T16:05:00Z'))).toBe('2024-05-16 00:05');
});

it('the waits between tries grow and end', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(waitAfter)).toEqual([1, 2, 5, 15, 60, 180, 360, 360, 360]);
});
