/** What pages call things that are kept as data: moments, steps, states, kinds of facts. */
import { dayText } from '../domain/calendar/day.ts';
import { showDate } from '../domain/display.ts';
import { kindNames } from '../domain/import/words.ts';
import type { FactKind } from '../domain/scoring/fact.ts';

/** 2020年7月10日 09:05, office time, from ISO 8601. */
export function showMoment(iso: string): string {
  const local = new Date(new Date(iso).getTime() + 8 * 3_600_000);
  return `${showDate(dayText(Math.floor(local.getTime() / 86_400_000)))} ${local.toISOString().slice(11, 16)}`;
}

export const factName = (fact: string): string => kindNames[fact as FactKind] ?? fact;

const steps: Readonly<Record<string, string>> = {
  'bulletin.draft': '拟稿',
  'bulletin.issue': '印发',
  'document.attach': '归档文件',
};
export const stepName = (step: string): string => steps[step] ?? step;

const states: Readonly<Record<string, string>> = { draft: '拟稿', issued: '已印发', superseded: '已更正' };
export const stateName = (state: string | null): string => (state === null ? '' : (states[state] ?? state));

export const formatNames: Readonly<Record<string, string>> = { docx: 'Word 文档', xlsx: 'Excel 表格', pdf: 'PDF 文件', html: '网页' };

/** 12.3 KB, 1.2 MB. */
export const showSize = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** 2020年第1期. */
export const issueName = ({ year, number }: { readonly year: number; readonly number: number }): string => `${year}年第${number}期`;
