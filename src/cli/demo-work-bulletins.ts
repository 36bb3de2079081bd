/** The demo office's bulletins: of each whole month that its people worked, issued on the fifth of the next. */
import { draftBulletin } from '../actions/draft-bulletin.ts';
import { type IssuedBulletin, issueBulletin } from '../actions/issue-bulletin.ts';
import { idOf, type Office } from './demo-work-office.ts';
import { daysAfter } from './demo-work-plan.ts';
import { localDay } from './demo-work-texts.ts';

const ISSUED_ON = 5;

/** Issued; or still a draft, because it did not stand up to its own verification: what stopped it. */
export type MonthBulletin =
  | { readonly title: string; readonly issued: IssuedBulletin; readonly findings?: undefined }
  | { readonly title: string; readonly issued?: undefined; readonly findings: readonly string[] };

/** Issues the month before, where this is the day for it: the fifth, or today if the fifth is still to come. */
export async function issueMonths(
  office: Office,
  body: object,
  { day, first, now }: { readonly day: Date; readonly first: Date; readonly now: Date },
): Promise<readonly MonthBulletin[]> {
  const today = localDay(day);
  const isLastDay = daysAfter(day, 1) > now;
  if (today.day !== ISSUED_ON && !(isLastDay && today.day < ISSUED_ON)) return [];
  const to = daysAfter(day, -today.day);
  const last = localDay(to);
  const from = `${last.text.slice(0, 8)}01`;
  if (from < localDay(first).text) return [];
  const filled = JSON.parse(
    JSON.stringify(body).replace(/(?<!\{)\{(年|月)\}(?!\})/g, (_, name: string) => String(name === '年' ? last.year : last.month)),
  ) as { readonly title: string };
  const at = new Date(Math.min(day.getTime() + 8.25 * 3_600_000, now.getTime()));
  const draft = await office.act<{ bulletin: number; version: number }>(idOf(office.people, 'editor'), at, draftBulletin, {
    ...{ site: office.site, from, to: last.text },
    body: { ...filled, issuedOn: localDay(at).text },
  });
  const issued = await office.ask<IssuedBulletin>(idOf(office.people, 'head'), at, issueBulletin, { site: office.site, ...draft });
  const { title } = filled;
  return [issued.ok ? { title, issued: issued.value } : { title, findings: issued.findings.map(({ message }) => message) }];
}
