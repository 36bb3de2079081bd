/** Units that reported nothing in a period (零报送), those that are kept apart, the office's own; and the letter to one of them. */
import type pg from 'pg';
import { heldBy, type ReportedUnit } from '../domain/bulletin/reporting.ts';
import { zeroLetter as letterTo } from '../domain/bulletin/zero-letter.ts';
import { dayText, type Period } from '../domain/calendar/day.ts';
import type { OfficialDocument } from '../domain/document.ts';
import { readSettings, type ZeroNaming } from '../domain/organisation/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { loadReporting } from '../store/reporting.ts';
import { loadSettings } from '../store/site-settings.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { dayField, type NamedPeriod, namedPeriod, type PeriodInput, readPeriod } from './period.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface ZeroReportsInput extends PeriodInput {
  readonly site: string;
}
/** The letter of the period that the unit was sent, and whether somebody of it has read it. */
export interface SentTo {
  readonly letter: number;
  /** ISO 8601. */
  readonly at: string;
  readonly readBy: string | null;
  readonly readAt: string | null;
}
export interface ZeroReports {
  readonly site: VisibleSite;
  readonly period: NamedPeriod;
  /** How a bulletin speaks of them. */
  readonly naming: ZeroNaming;
  readonly units: readonly {
    readonly unit: number;
    readonly name: string;
    readonly group: string;
    readonly lastOn: string | null;
    readonly sent: SentTo | null;
  }[];
  /** Units with a site of their own: not named, whatever they reported. */
  readonly apart: readonly { readonly unit: number; readonly name: string; readonly submitted: number; readonly adopted: number }[];
  /** The office's own items, which count in no ranking. */
  readonly own: readonly { readonly unit: number; readonly name: string; readonly submitted: number; readonly adopted: number }[];
}

const inPeriod = { site: siteProperty, from: dayField, to: dayField };

async function unitsOf(client: pg.ClientBase, site: string, period: Period): Promise<readonly ReportedUnit[]> {
  return (await loadReporting(client, site, period))?.units ?? [];
}

async function sentLetters(client: pg.ClientBase, site: string, { from, to }: PeriodInput): Promise<ReadonlyMap<number, SentTo>> {
  const found = await client.query<{ unit: number; letter: number; at: Date; readBy: string | null; readAt: Date | null }>(
    `select l.unit_id as unit, l.id as letter, l.sent_at as at, r.read_by_name as "readBy", r.read_at as "readAt" from letters l
     left join letter_readings r on r.site_id = l.site_id and r.letter_id = l.id
     where l.site_id = $1 and l.kind = 'zero-report' and l.period_from = $2 and l.period_to = $3`,
    [site, from, to],
  );
  return new Map(
    found.rows.map(({ unit, letter, at, readBy, readAt }) => [
      unit,
      { letter, at: at.toISOString(), readBy, readAt: readAt?.toISOString() ?? null },
    ]),
  );
}

const kept = ({ unit: { id, name }, submitted, adopted }: ReportedUnit) => ({ unit: id, name, submitted, adopted });

export const zeroReports = makeView<ZeroReportsInput, ZeroReports>(
  { view: 'zero-reports', says: '一个时段没有报送信息的单位，另算的单位，本机关自己的稿件' },
  { type: 'object', required: ['site', 'from', 'to'], properties: inPeriod, additionalProperties: false },
  async (client, actor, { site, ...given }) => {
    const period = readPeriod(given);
    if (!period.ok) return period;
    const seen = await visibleSite(client, actor, 'bulletin.draft', site);
    if (!seen.ok) return seen;
    const units = await unitsOf(client, site, period.value);
    const sent = await sentLetters(client, site, given);
    return accept({
      site: seen.value,
      period: namedPeriod(period.value),
      naming: readSettings((await loadSettings(client, site))?.body).zeroReports.naming,
      units: heldBy('none-reported', units).map(({ unit: { unit, lastOn } }) => ({
        ...{ unit: unit.id, name: unit.name, group: unit.group, lastOn, sent: sent.get(unit.id) ?? null },
      })),
      apart: units.filter(({ unit }) => unit.apart).map(kept),
      own: units.filter(({ unit }) => unit.own).map(kept),
    });
  },
);

export interface ZeroLetterInput extends PeriodInput {
  readonly site: string;
  readonly unit: number;
  /** The day on the letter; the office's own where not given. */
  readonly on?: string;
}
export interface ZeroLetterShown {
  readonly unit: string;
  readonly document: OfficialDocument;
}

export const zeroLetter = makeView<ZeroLetterInput, ZeroLetterShown>(
  { view: 'zero-letter', says: '给一个没有报送信息的单位的通知' },
  {
    type: 'object',
    required: ['site', 'unit', 'from', 'to'],
    properties: { ...inPeriod, unit: idProperty, on: dayField },
    additionalProperties: false,
  },
  async (client, actor, { site, unit, on, ...given }) => {
    const period = readPeriod(given);
    if (!period.ok) return period;
    const seen = await visibleSite(client, actor, 'bulletin.draft', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const units = await unitsOf(client, site, period.value);
    const zero = heldBy('none-reported', units).find(({ unit: held }) => held.unit.id === unit)?.unit;
    if (!zero) return refuse('not-found', [problem('reported', '这个单位不在本期没有报送信息的单位之内', 'unit')]);
    const issuer = units.find((one) => one.unit.own)?.unit.name ?? seen.value.name;
    const { from, to } = given;
    const document = letterTo({ unit: zero.unit.name, issuer, period: { from, to }, lastOn: zero.lastOn, on: dayText(today.value) });
    return accept({ unit: zero.unit.name, document });
  },
);
