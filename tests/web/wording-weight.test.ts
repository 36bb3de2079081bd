// How heavy a finding weighs while somebody writes, by what the site settles; and that this is what the server says at the steps.
import { expect, it } from 'vitest';
import { defaultSettings } from '../../src/domain/organisation/settings.ts';
import { wordingModes } from '../../src/domain/organisation/wording-settings.ts';
import { lookedText, weighFindings } from '../../src/domain/wording/item-findings.ts';
import type { LineFinding } from '../../src/web/proofreading/protocol.ts';
import { shownText } from '../../src/web/proofreading/shown-text.ts';
import { stopsAt, weightOf } from '../../src/web/proofreading/weight.ts';

const found = (severity: LineFinding['severity'], sure = true): LineFinding => ({
  ...{ start: 0, end: 2, text: '攻府', kind: 'typo', suggestions: ['政府'], rule: '错别字', message: '' },
  ...{ severity, sure },
});
const settings = (mode: (typeof wordingModes)[number]) => ({
  ...defaultSettings.wording,
  kinds: { ...defaultSettings.wording.kinds, typo: mode },
});

it('what the site passes over is not said, what it only notes and what is not sure is a note', () => {
  expect(weightOf(settings('off'), found('error'))).toBeUndefined();
  expect(weightOf(settings('note'), found('error'))).toBe('note');
  expect(weightOf(settings('warn'), found('error', false))).toBe('note');
  expect(weightOf(settings('warn'), found('error'))).toBe('error');
  expect(weightOf(settings('stop'), found('warning'))).toBe('warning');
});

it('what stops a step stops it on the server too, and is said where the server says it', () => {
  const looked = lookedText({ title: '攻府', body: '', content: {} });
  for (const mode of wordingModes)
    for (const severity of ['error', 'warning', 'note'] as const) {
      const finding = found(severity);
      const onServer = (publishing: boolean) =>
        weighFindings(looked, [finding], { settings: settings(mode), publishing, isIgnored: () => false })[0]?.level;
      expect(weightOf(settings(mode), finding) === undefined).toBe(onServer(true) === undefined);
      expect(weightOf(settings(mode), finding) === 'note').toBe(onServer(true) === 'note');
      expect(stopsAt(settings(mode), finding) === 'submit').toBe(onServer(false) === 'error');
      expect(stopsAt(settings(mode), finding) !== undefined).toBe(onServer(true) === 'error');
    }
});

it('personal data is covered where it is said once more', () => {
  const number = '110101199003074514';
  expect(shownText({ finding: { ...found('error'), kind: 'privacy', text: number, start: 7, end: 25 } })).toBe('110***********4514');
  expect(shownText({ finding: found('error') })).toBe('攻府');
});
