import { describe, expect, it } from 'vitest';
import {
  changedSettings,
  defaultSettings,
  levelsOf,
  readSettings,
  settingsFindings,
  settingsSchema,
} from '../../../src/domain/organisation/settings.ts';
import { checkSchema } from '../../../src/domain/schema.ts';
import { submissionKinds } from '../../../src/domain/submission/submission.ts';
import { suggestSection } from '../../../src/domain/submission/suggest-section.ts';

describe('a site’s settings', () => {
  it('are the defaults where the site says nothing, or says it wrongly', () => {
    for (const held of [{}, null, undefined, [], 'x', { levels: { default: 9 } }, { dailyCap: -1 }, { checks: { fresh: 'maybe' } }])
      expect(readSettings(held)).toEqual(defaultSettings);
    expect(checkSchema(defaultSettings, settingsSchema)).toEqual([]);
    expect(settingsFindings(defaultSettings)).toEqual([]);
  });

  it('are changed part by part, and keep what they do not know', () => {
    const held = changedSettings({ mine: 1, levels: { units: { a: 1, b: 2 } } }, { levels: { units: { a: 1 } }, dailyCap: 3 });
    expect(held).toEqual({ mine: 1, levels: { units: { a: 1 } }, dailyCap: 3 });
    expect(readSettings(held)).toEqual({ ...defaultSettings, dailyCap: 3, levels: { ...defaultSettings.levels, units: { a: 1 } } });
  });

  it('know a time limit for every kind of item', () => {
    expect(Object.keys(defaultSettings.freshDays).sort()).toEqual([...submissionKinds].sort());
  });

  it('find levels by unit, else by class, else the default; a unit named like a member of objects is a unit', () => {
    const settings = readSettings({ levels: { default: 1, classes: { 部门: 3 }, units: { 教育局: 0 } } });
    expect(levelsOf(settings, { key: '教育局', class: '部门' })).toBe(0);
    expect(levelsOf(settings, { key: '水利局', class: '部门' })).toBe(3);
    expect(levelsOf(settings, { key: '城关镇', class: '乡镇' })).toBe(1);
    expect(levelsOf(settings, { key: 'constructor', class: 'toString' })).toBe(1);
  });

  it('name each reason of refusal once', () => {
    const reason = { code: 'stale', name: '失去时效' };
    expect(settingsFindings({ ...defaultSettings, rejectReasons: [reason, reason] })).toHaveLength(1);
  });
});

describe('a section is suggested', () => {
  const sections = [
    { id: 1, keywords: ['会议', '部署'] },
    { id: 2, keywords: ['防汛', '汛期'] },
    { id: 3, keywords: [] },
  ];
  it('by the words a text uses, those of the title first', () => {
    expect(suggestSection(sections, '全县做好防汛工作', '防汛会议召开。')).toBe(2);
    expect(suggestSection(sections, '全县部署工作', '会议召开。防汛')).toBe(1);
    expect(suggestSection(sections, '别的', '别的')).toBeUndefined();
  });
});
