/**
 * The ranking of a period: as frozen where its bulletin was issued, otherwise as the facts give it now. Every cell names the
 * figure it opens into.
 */
import type pg from 'pg';
import { type FrozenArea, type FrozenFigures, freeze } from '../domain/bulletin/figures.ts';
import { dayFrom, dayText, type Period, previousPeriod } from '../domain/calendar/day.ts';
import { accept } from '../domain/outcome.ts';
import { countingDay } from '../domain/scoring/fact.ts';
import { bindingPeriods } from '../domain/scoring/issued.ts';
import { scorePeriod } from '../store/scoring.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { frozenPeriods, type IssueHead, issueOfPeriod, type PeriodIssue } from './issue-of-period.ts';
import { dayField, type NamedPeriod, namedPeriod, type PeriodInput, readPeriod } from './period.ts';
import { makeView } from './view.ts';

export interface RankingInput extends PeriodInput {
  readonly site: string;
}

/** What a cell opens into: the lines of a unit's figure. */
export interface FigureLink {
  readonly unit: string;
  readonly group: string;
  readonly figure: string;
}
export interface RankingCell {
  readonly shown: string;
  readonly opens?: FigureLink;
}
export interface RankingColumn {
  readonly title: string;
  readonly figure: string;
  readonly align: 'left' | 'right' | 'center';
}
export interface RankingTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly RankingColumn[];
  readonly rows: readonly { readonly unit: string; readonly name: string; readonly cells: readonly RankingCell[] }[];
  readonly leftOut: readonly string[];
}
export interface AreaRow {
  readonly unit: string;
  readonly name: string;
  readonly remark: string | null;
  readonly cell: RankingCell;
}
/** A fact of this period that was entered after its bulletin was issued. */
export interface LateEntry {
  readonly item: number | null;
  readonly fact: string;
  readonly title: string | null;
  readonly unit: string;
  readonly on: string;
  /** The first open day, on which it counts. */
  readonly countsOn: string;
}
export interface Ranking {
  readonly site: VisibleSite;
  readonly period: NamedPeriod;
  readonly previous: NamedPeriod;
  readonly next: NamedPeriod;
  /** Null where the site has no rulebook yet. */
  readonly rulebook: { readonly name: string; readonly from: string } | null;
  /** The issue whose frozen figures these are; null while the period is open. */
  readonly issue: IssueHead | null;
  readonly tables: readonly RankingTable[];
  readonly areas: readonly { readonly area: string; readonly rows: readonly AreaRow[] }[];
  readonly totals: readonly { readonly name: string; readonly shown: string }[];
  readonly zeroUnits: readonly string[];
  readonly excluded: readonly string[];
  readonly notes: readonly string[];
  readonly late: { readonly count: number; readonly entries: readonly LateEntry[] };
}

const shownLate = 50;

export const ranking = makeView<RankingInput, Ranking>(
  { view: 'ranking', says: '一个时段的排名：已印发的按印发时的数字，没有印发的按现在的事实' },
  {
    type: 'object',
    required: ['site', 'from', 'to'],
    properties: { site: { type: 'string' }, from: dayField, to: dayField },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const read = readPeriod(input);
    if (!read.ok) return read;
    const seen = await visibleSite(client, actor, 'fact.read', input.site);
    if (!seen.ok) return seen;
    const period = read.value;
    const issue = await issueOfPeriod(client, input.site, input);
    const figures = issue?.figures ?? (await liveFigures(client, input.site, period));
    return accept({
      site: seen.value,
      period: namedPeriod(period),
      previous: namedPeriod(previousPeriod(period)),
      next: namedPeriod(periodAfter(period)),
      rulebook: figures?.rulebook ?? null,
      issue: issue ? headOf(issue) : null,
      tables: figures ? tablesOf(figures) : [],
      areas: issue?.areas ? issue.figures.areas.map((area) => areaOf(area, issue)) : [],
      totals: figures?.totals.map(({ name, shown }) => ({ name, shown })) ?? [],
      zeroUnits: figures?.zeroUnits ?? [],
      excluded: figures?.excluded ?? [],
      notes: figures?.notes ?? [],
      late: issue ? await lateEntries(client, input.site, period, issue) : { count: 0, entries: [] },
    });
  },
);

async function liveFigures(client: pg.ClientBase, site: string, period: Period): Promise<FrozenFigures | undefined> {
  const found = await scorePeriod(client, site, period);
  return found && freeze(found.scored);
}

export const headOf = ({ bulletin, year, number, documentNumber, issuedOn, frozenAt, sha256 }: IssueHead): IssueHead => ({
  bulletin,
  year,
  number,
  documentNumber,
  issuedOn,
  frozenAt,
  sha256,
});

/** Names of places, not figures: nothing stands behind them. */
const plain = new Set(['序号']);

const alignOf = (figure: string): RankingColumn['align'] =>
  figure === '单位' ? 'left' : figure === '名次' || figure === '序号' ? 'center' : 'right';

/** The tables of frozen or live figures. A unit's name opens its score. */
export function tablesOf(figures: FrozenFigures): RankingTable[] {
  return figures.groups.map(({ name, title, columns, rows, leftOut }) => ({
    name,
    title,
    columns: columns.map((column) => ({ ...column, align: alignOf(column.figure) })),
    rows: rows.map((row) => ({
      unit: row.key,
      name: row.unit,
      cells: columns.map(({ figure }, index): RankingCell => {
        const { shown } = row.cells[index] ?? { shown: '' };
        if (plain.has(figure) || shown === '') return { shown };
        return { shown, opens: { unit: row.key, group: name, figure: figure === '单位' ? '得分' : figure } };
      }),
    })),
    leftOut,
  }));
}

/** An area's first row is the unit with everything below it, the others are units by themselves. */
function areaOf({ area, rows }: FrozenArea, { areas }: PeriodIssue) {
  return {
    area,
    rows: rows.map(
      (row, index): AreaRow => ({
        unit: row.key,
        name: row.unit,
        remark: row.remark ?? null,
        cell: {
          shown: row.shown,
          ...(areas ? { opens: { unit: row.key, group: areas.group, figure: index === 0 ? areas.total : areas.self } } : {}),
        },
      }),
    ),
  };
}

/** A whole number of months is followed by as many, anything else by as many days. */
function periodAfter(period: Period): Period {
  const days = period.to - period.from;
  const guess = { from: period.to + 1, to: period.to + 1 + days };
  for (let to = guess.to + 5; to >= guess.to - 5; to -= 1) {
    const before = previousPeriod({ from: guess.from, to });
    if (before.from === period.from && before.to === period.to) return { from: guess.from, to };
  }
  return guess;
}

interface LateRow {
  readonly fact: string;
  readonly submission_id: number | null;
  readonly title: string | null;
  readonly unit: string;
  readonly day: string;
  readonly recorded_at: Date;
  readonly total: number;
}

/** Facts of an issued period that came after it was frozen; they count on the first day still open then. */
async function lateEntries(client: pg.ClientBase, site: string, period: Period, issue: PeriodIssue): Promise<Ranking['late']> {
  const found = await client.query<LateRow>(
    `select f.fact, f.submission_id, s.title, u.name as unit, coalesce(f.published_on, f.fact_on) as day, f.recorded_at, count(*) over () as total
     from facts f join units u on u.site_id = f.site_id and u.id = f.unit_id
     left join submissions s on s.site_id = f.site_id and s.id = f.submission_id
     where f.site_id = $1 and coalesce(f.published_on, f.fact_on) between $2 and $3 and f.recorded_at > $4
     order by f.recorded_at, f.id limit ${shownLate}`,
    [site, dayText(period.from), dayText(period.to), issue.frozenAt],
  );
  if (found.rows.length === 0) return { count: 0, entries: [] };
  const frozen = bindingPeriods(await frozenPeriods(client, site), { from: Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER });
  return {
    count: Number(found.rows[0]?.total ?? 0),
    entries: found.rows.map((row) => ({
      item: row.submission_id,
      fact: row.fact,
      title: row.title,
      unit: row.unit,
      on: row.day,
      countsOn: dayText(countingDay(dayFrom(row.day) ?? 0, row.recorded_at.getTime(), frozen)),
    })),
  };
}
