// Whose error a wrong word is, where it stands, and how it is put right.
import { describe, expect, it } from 'vitest';
import { correctedBody, faultOf, placeIn, type WrittenText, wordingFindings } from '../../../src/domain/rectification/finding.ts';
import { rectificationSentence, rectificationTable } from '../../../src/domain/rectification/period.ts';
import { countsOverdue, deductionFact, deductionKey, overdueFact } from '../../../src/domain/rectification/posting.ts';

const text = (body: string, title = '标题') => ({ title, body, content: {} });
const version = (number: number, side: 'unit' | 'office', body: string): WrittenText => ({ number, side, text: text(body) });

describe('whose error it is', () => {
  const wrong = '<p>请报函数据。</p>';
  const right = '<p>请报含数据。</p>';
  it('is the unit’s where the text it submitted holds it, though an editor has put it right', () => {
    expect(faultOf('报函', [version(1, 'unit', wrong), version(2, 'office', right)])).toEqual({
      ...{ side: 'unit', version: 1, place: '正文第1段' },
    });
  });
  it('is the office’s where only an editor’s text holds it', () => {
    expect(faultOf('报函', [version(1, 'unit', right), version(2, 'office', wrong)])).toMatchObject({ side: 'office', version: 2 });
  });
  it('is the office’s where the unit had put it right before it submitted the item again', () => {
    const versions = [version(1, 'unit', wrong), version(2, 'unit', right), version(3, 'office', wrong)];
    expect(faultOf('报函', versions)).toMatchObject({ side: 'office', version: 3 });
  });
  it('is nobody’s where it stands nowhere', () => {
    expect(faultOf('报函', [version(1, 'unit', right)])).toBeUndefined();
    expect(faultOf('报函', [])).toBeUndefined();
  });
});

it('a word is found through marks of layout, over paragraphs, in titles, guests’ words and names of attachments', () => {
  expect(placeIn('报函', text('<p>甲</p><p>请<b>报</b>函数据</p>'))).toBe('正文第2段');
  expect(placeIn('甲 请', text('<p>甲</p><p>请报</p>'))).toBe('正文');
  expect(placeIn('报  函', text('<p>报\n函</p>'))).toBe('正文第1段');
  expect(placeIn('标', text('<p>甲</p>'))).toBe('标题');
  expect(
    placeIn('附表一', { title: '', body: '', content: { attachments: [{ sha256: '', name: '附表一.xlsx', mediaType: '', byteSize: 1 }] } }),
  ).toBe('附件');
  expect(placeIn('报涵', text('<p>报函</p>'))).toBeUndefined();
});

it('a correction that still holds the wrong word could never be found done', () => {
  expect(wordingFindings({ word: '会议', correction: '会议室' })).toMatchObject([{ code: 'correction' }]);
  expect(wordingFindings({ word: ' ', correction: '' }).map(({ code }) => code)).toEqual(['missing']);
  expect(wordingFindings({ word: '报函', correction: '' })).toEqual([]);
});

it('is put right in the text and never in its markup', () => {
  expect(correctedBody('<p title="函">a&lt;b 报函，报函</p>报函', { word: '报函', correction: '报<含' })).toBe(
    '<p title="函">a&lt;b 报&lt;含，报&lt;含</p>报&lt;含',
  );
  expect(correctedBody('<p>a&lt;b</p>', { word: 'a<b', correction: '$&' })).toBe('<p>$&amp;</p>');
});

describe('what it counts', () => {
  const item = { submission: 7, kind: 'news' as const, eventOn: '2024-05-01' };
  const finding = { word: '报函', correction: '报含', kind: 'typo' as const, severity: 'ordinary' as const, round: 1, on: '2024-05-15' };
  it('is a deduction of its kind on the day it was found, under one key for the item and the word', () => {
    expect(deductionFact(item, finding, [])).toMatchObject({
      fact: 'deduction',
      kind: '错别字',
      level: '一般',
      on: '2024-05-15',
      key: 'wording:7:报函',
    });
    expect(deductionKey(7, ' 报函 ', 1)).toBe('wording:7:报函');
    expect(deductionKey(7, '报函', 2)).toBe('wording:7:报函#2');
    expect(overdueFact(item, finding, [], '2024-05-21')).toMatchObject({ kind: '逾期整改', on: '2024-05-21' });
  });
  it('being late counts only where a rule names it', () => {
    expect(countsOverdue(undefined)).toBe(false);
    expect(countsOverdue({ rules: [{ id: '扣', each: { fact: 'deduction' }, points: -5 }] })).toBe(false);
    expect(countsOverdue({ rules: [{ id: '扣', each: { fact: 'deduction', kind: '逾期整改' }, points: -5 }] })).toBe(true);
  });
});

it('a period’s errors stand in a sentence and a table', () => {
  const row = {
    ...{ unit: '教育局', title: '件', place: '标题', word: '函', correction: '含', foundOn: '2024-05-01', dueOn: '2024-05-10' },
    ...{ state: 'noticed' as const, overdue: true },
  };
  const done = { ...row, unit: '民政局', state: 'closed' as const, overdue: false, correction: '', dueOn: null };
  expect(rectificationSentence([])).toBeUndefined();
  expect(rectificationSentence([done])).toBe('报送的信息有错情1处（民政局1处），已全部整改');
  expect(rectificationSentence([done, row, row])).toBe('报送的信息有错情3处（教育局2处、民政局1处），尚未办结2处，其中逾期未整改2处');
  expect(rectificationTable([row, done])?.rows.map(({ cells }) => cells.slice(2))).toEqual([
    ['函', '含', '2024年5月10日', '逾期未整改'],
    ['函', '（删去）', '—', '已办结'],
  ]);
});
