// What a rescan makes of a text: which words, as what, how far it goes on; and the life of what it found, every state × every step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src/domain/organisation/settings.ts';
import { excerptOf, foundWords, putKinds, type RescanWalk, readText, walkOn } from '../../../src/domain/rectification/rescan.ts';
import {
  openRescanSteps,
  type RescanStep,
  rescanStates,
  rescanSteps,
  takeRescan,
} from '../../../src/domain/rectification/rescan-lifecycle.ts';
import type { TextFinding } from '../../../src/text/finding.ts';

const usual = putKinds(defaultSettings.wording);
const text = (body: string, title = '标题') => readText({ title, body: `<p>${body}</p>`, content: {} });
/** Every place of a word in a text, as a layer finds it. */
const found = (whole: string, word: string, over: Partial<TextFinding> = {}): readonly TextFinding[] => {
  const places: TextFinding[] = [];
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1))
    places.push({
      ...{ start: at, end: at + word.length, text: word, kind: 'typo', severity: 'error', suggestions: [], rule: '词表', message: '' },
      ...over,
    });
  return places;
};
const wordsOf = (body: string, word: string, over: Partial<TextFinding> = {}, only: (at: number) => boolean = () => true) => {
  const read = text(body);
  const list = found(read.whole, word, over).filter(({ start }) => only(start));
  return foundWords(read, list, usual).map(({ word: as, correction, times }) => `${as}→${correction} ${times}`);
};

describe('the words of a text', () => {
  it('are each one, however often it stands there', () => {
    expect(wordsOf('布署工作，布署会议。', '布署', { suggestions: ['部署'] })).toEqual(['布署→部署 2']);
  });

  it('take in a neighbour where one character alone is wrong, so that nobody takes the right one for it', () => {
    const read = text('县攻府召开攻坚会议。');
    const [first] = found(read.whole, '攻', { suggestions: ['政'] });
    expect(foundWords(read, [first as TextFinding], usual)).toMatchObject([{ word: '攻府', correction: '政府', place: '正文第1段' }]);
    const same = text('攻府攻府里，另一个攻府对。');
    const list = found(same.whole, '攻', { suggestions: ['政'] }).slice(0, 2);
    for (const { word } of foundWords(same, list, usual)) expect(word).not.toBe('攻府');
  });

  it('are wide enough for a correction that holds them', () => {
    expect(wordsOf('在中央领导下。', '中央', { suggestions: ['党中央'] })).toEqual(
      ['中央领→党中央领 1'].map(() => expect.stringContaining('在中央')),
    );
  });

  it('leave out notes, and matters of form where the site does not want them', () => {
    const read = text('甲,乙');
    const list = found(read.whole, ',', { kind: 'punctuation' });
    expect(foundWords(read, list, usual)).toEqual([]);
    expect(foundWords(read, list, new Set(['punctuation']))).toHaveLength(1);
    expect(foundWords(read, found(read.whole, '甲', { severity: 'note' }), usual)).toEqual([]);
  });

  it('cover personal data, and never say what it should be', () => {
    const read = text('联系电话13812345678，欢迎来电。');
    const list = found(read.whole, '13812345678', { kind: 'privacy' });
    expect(foundWords(read, list, usual)).toMatchObject([{ word: '138****5678', correction: null, raw: '13812345678' }]);
    expect(excerptOf('138****5678', read)).toEqual({ before: '联系电话', word: '138****5678', after: '，欢迎来电。' });
  });

  it('always stand in the text, at the place they are said to stand', () => {
    const piece = fc.constantFrom('攻', '府', '政', '😀', '。', ' ', '中央', '党', '\u0301', 'a');
    const body = fc.array(piece, { minLength: 1, maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(body, fc.constantFrom('攻', '中央', '😀', 'a'), fc.constantFrom('政', '党中央', ''), (said, word, put) => {
        const read = text(said);
        for (const one of foundWords(read, found(read.whole, word, { suggestions: [put] }), usual)) {
          expect(excerptOf(one.word, read)?.word).toBe(one.word);
          expect(one.word.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('a walk', () => {
  const walk: RescanWalk = { stamp: 'a', night: '2024-05-16', ended: false, lastId: 7, tonight: 3, wanted: false };
  const now = { stamp: 'a', night: '2024-05-16', perNight: 10 };

  it('goes on after the last item, with what is left of the night’s number', () => {
    expect(walkOn(walk, now)).toEqual({ after: 7, left: 7, anew: false });
    expect(walkOn(walk, { ...now, night: '2024-05-17' })).toEqual({ after: 7, left: 10, anew: false });
    expect(walkOn({ ...walk, tonight: 10 }, now)).toBeUndefined();
  });

  it('begins anew where anything changed that texts are looked at by, and each night after it ended', () => {
    expect(walkOn(undefined, now)).toEqual({ after: 0, left: 10, anew: true });
    expect(walkOn(walk, { ...now, stamp: 'b' })).toEqual({ after: 0, left: 7, anew: true });
    expect(walkOn({ ...walk, ended: true }, now)).toBeUndefined();
    expect(walkOn({ ...walk, ended: true }, { ...now, night: '2024-05-17' })).toMatchObject({ after: 0, anew: true });
  });

  it('goes on whatever was looked at tonight where somebody wants it now', () => {
    expect(walkOn({ ...walk, tonight: 10, wanted: true }, now)).toEqual({ after: 7, left: 10, anew: false });
    expect(walkOn({ ...walk, ended: true, wanted: true }, now)).toMatchObject({ after: 0, anew: true });
  });
});

describe('the life of what was found', () => {
  const steps = Object.keys(rescanSteps) as RescanStep[];
  it('every state × every step', () => {
    const moves = rescanStates.flatMap((state) =>
      steps.flatMap((step) => {
        const next = takeRescan(step, { state, personal: false });
        if (!next.ok) expect(next.code).toBe('wrong-state');
        return next.ok ? [`${state} ${step} ${next.value}`] : [];
      }),
    );
    expect(moves.sort()).toEqual(
      ['found confirm confirmed', 'found ignore ignored', 'ignored recall found', 'found lapse gone', 'gone return found'].sort(),
    );
  });

  it('personal data is ignored or covered, and never made an error; the program’s steps have no buttons', () => {
    expect(takeRescan('confirm', { state: 'found', personal: true })).toMatchObject({ code: 'conflict', findings: [{ code: 'wording' }] });
    const open = openRescanSteps({ state: 'found', personal: true }, () => true);
    expect(open.map(({ step, barred }) => [step, barred !== undefined])).toEqual([
      ['confirm', true],
      ['ignore', false],
    ]);
    expect(openRescanSteps({ state: 'gone', personal: false }, () => true)).toEqual([]);
  });
});
