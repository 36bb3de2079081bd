/** A period scored from the tables: the one call that rankings, drill-downs and bulletins share. */
import type pg from 'pg';
import { dayFrom, dayText, type Period } from '../domain/calendar/day.ts';
import type { FactRow, IssuedPeriod } from '../domain/scoring/fact.ts';
import { bindingPeriods } from '../domain/scoring/issued.ts';
import { fold, type Ledger, openFold } from '../domain/scoring/ledger.ts';
import { needsOf } from '../domain/scoring/needs.ts';
import type { Plan } from '../domain/scoring/plan.ts';
import type { Rulebook } from '../domain/scoring/rulebook.ts';
import { planFor, type Scored, scoreLedger } from '../domain/scoring/score.ts';
import { type FactQuery, shapeOf } from './fact-sql.ts';
import { readRows } from './facts.ts';
import { onConnection } from './transaction.ts';
import type { LoadedUnits } from './units.ts';
import { loadUnits } from './units.ts';

export interface ScoringOptions {
  /** Other rulebooks than the site's own: a trial (what-if). */
  readonly rulebooks?: readonly Rulebook[];
  /** Keys of units whose lines are wanted, with those of the units below them. */
  readonly lines?: readonly string[];
}

export interface PeriodScore {
  readonly scored: Scored;
  readonly units: LoadedUnits;
  /** The rows behind the figures, each fact by itself; only where lines are wanted. */
  readonly rows: readonly FactRow[];
}

/** Scores a site's period. Undefined where the site has no rulebook. */
export async function scorePeriod(
  client: pg.ClientBase,
  site: string,
  period: Period,
  options: ScoringOptions = {},
): Promise<PeriodScore | undefined> {
  const db = onConnection(client);
  const rulebooks = options.rulebooks ?? (await loadRulebooks(client, site));
  if (rulebooks.length === 0) return undefined;
  const units = await loadUnits(db, site, period);
  const outlets = await client.query<{ id: number; name: string }>('select id, name from outlets where site_id = $1', [site]);
  const plan = planFor({ rulebooks, units: units.units, period });
  const excluded = await excludedUnits(client, site, period, units);
  const unitOf = new Map([...units.indexOf].filter(([, index]) => !excluded.has(index)));
  const query: FactQuery = {
    site,
    plan,
    needs: needsOf(rulebooks),
    unitOf,
    outlets: new Map(outlets.rows.map((outlet) => [Number(outlet.id), outlet.name])),
    issued: bindingPeriods(await loadIssued(client, site), period),
    countsAt: plan.current.rulebook.countsAt ?? 'publication',
    ...(options.lines === undefined ? {} : { only: looksAcross(rulebooks) ? [...units.indexOf.keys()] : idsUnder(options.lines, units) }),
  };
  const { ledger, rows } = await foldFacts(client, plan, query, options.lines !== undefined);
  return { scored: scoreLedger(ledger, excluded), units, rows };
}

async function foldFacts(
  client: pg.ClientBase,
  plan: Plan,
  query: FactQuery,
  detail: boolean,
): Promise<{ ledger: Ledger; rows: FactRow[] }> {
  const rows: FactRow[] = [];
  if (query.needs.unbounded) {
    await readRows(client, query, (row) => rows.push(row));
    return { ledger: fold(plan, rows, { detail }), rows: detail ? rows : [] };
  }
  const open = openFold(plan, { detail, itemsTogether: shapeOf(query).itemsTogether });
  await readRows(client, query, (row) => {
    if (detail) rows.push(row);
    open.add(row);
  });
  return { ledger: open.close(), rows };
}

/** Figures that look at the other units of the group, or at facts of the item that other units have: they need all facts. */
const looksAcross = (rulebooks: readonly Rulebook[]): boolean =>
  needsOf(rulebooks).unbounded || rulebooks.some((book) => JSON.stringify(book).includes('InGroup('));

/** Database ids of units, of those below them, and of those merged into either. */
function idsUnder(keys: readonly string[], units: LoadedUnits): number[] {
  const wanted = new Set<string>(keys);
  for (let grown = true; grown; ) {
    grown = false;
    for (const unit of units.units) {
      if (unit.parent === undefined || !wanted.has(unit.parent) || wanted.has(unit.key)) continue;
      wanted.add(unit.key);
      grown = true;
    }
  }
  return [...units.indexOf].filter(([, index]) => wanted.has(units.units[index]?.key ?? '')).map(([id]) => id);
}

/** The site's rulebooks by their first days. They were checked when they were adopted. */
async function loadRulebooks(client: pg.ClientBase, site: string): Promise<Rulebook[]> {
  const found = await client.query<{ body: Rulebook }>('select body from rulebooks where site_id = $1 order by starts_on', [site]);
  return found.rows.map((row) => row.body);
}

async function loadIssued(client: pg.ClientBase, site: string): Promise<IssuedPeriod[]> {
  const found = await client.query<{ period_from: string; period_to: string; frozen_at: Date }>(
    'select period_from, period_to, frozen_at from bulletin_issues where site_id = $1',
    [site],
  );
  return found.rows.map((row) => ({
    from: dayFrom(row.period_from) ?? 0,
    to: dayFrom(row.period_to) ?? 0,
    frozenAt: row.frozen_at.getTime(),
  }));
}

/** Units taken out by an exclusion that was not itself taken back, from its day on. */
async function excludedUnits(client: pg.ClientBase, site: string, period: Period, units: LoadedUnits): Promise<Set<number>> {
  const found = await client.query<{ unit_id: number }>(
    `select distinct f.unit_id from facts f where f.site_id = $1 and f.fact = 'exclusion' and f.fact_on <= $2
      and not exists (select from facts a where a.site_id = f.site_id and a.ref_id = f.id and a.fact = 'adjustment' and a.points is null and a.fact_on <= $2)`,
    [site, dayText(period.to)],
  );
  return new Set(found.rows.flatMap((row) => units.indexOf.get(Number(row.unit_id)) ?? []));
}
