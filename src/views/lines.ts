/** Score lines and counted facts as a page lists them: in order, by pages, by rules, with what their facts are about. */
import type pg from 'pg';
import { exactText } from '../domain/bulletin/figures.ts';
import { dayText } from '../domain/calendar/day.ts';
import { add, type Exact, zero } from '../domain/exact.ts';
import { type Actor, may } from '../domain/permission.ts';
import type { Explanation } from '../domain/scoring/explain.ts';
import { ruleNote } from '../domain/scoring/note-rules.ts';
import type { Plan } from '../domain/scoring/plan.ts';
import type { Rule, Rulebook } from '../domain/scoring/rulebook.ts';
import type { Scored } from '../domain/scoring/score.ts';
import { rowsReached } from '../store/visible.ts';

export const linesPerPage = 200;

/** One score line, or one counted fact. */
export interface ScoreLineShown {
  /** Names the line in `after`. */
  readonly key: string;
  readonly unit: string;
  readonly unitName: string;
  readonly day: string;
  readonly rule: string | null;
  readonly ruleName: string | null;
  /** Points, or how much is counted. */
  readonly points: string;
  readonly note: string | null;
  readonly fact: string | null;
  /** By which an appeal names the fact; null where it is not the reader's to see. */
  readonly factId: number | null;
  readonly item: number | null;
  /** Whether whoever asks may open the item itself. */
  readonly readable: boolean;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly attributes: readonly string[];
  /** The source key by which the office's own list knows the fact. */
  readonly source: string | null;
}
export interface RuleSum {
  readonly rule: string;
  readonly name: string;
  readonly words: string | null;
  readonly lines: number;
  readonly points: string;
}
export interface Line {
  readonly key: string;
  readonly unit: number;
  readonly day: number;
  readonly ruleId: string | undefined;
  readonly points: Exact;
  readonly note: string | undefined;
  readonly fact: string | undefined;
}

/** Lines or counted facts alike, by day, unit, rule and fact. */
export function linesOf(scored: Scored, explanation: Explanation): Line[] {
  const { ruleIds } = scored.ledger.plan;
  if (explanation.kind === 'formula') return [];
  const lines: Omit<Line, 'key'>[] =
    explanation.kind === 'facts'
      ? explanation.facts.map(({ unit, day, counted, note, fact }) => ({ unit, day, ruleId: undefined, points: counted, note, fact }))
      : explanation.lines.map(({ unit, day, rule, points, note, fact }) => ({ unit, day, ruleId: ruleIds[rule], points, note, fact }));
  if (explanation.kind === 'lines' && explanation.rest) {
    const { points, note } = explanation.rest;
    lines.push({ unit: -1, day: scored.period.to, ruleId: undefined, points, note, fact: undefined });
  }
  lines.sort((a, b) => a.day - b.day || a.unit - b.unit || Number(a.fact ?? 0) - Number(b.fact ?? 0));
  const times = new Map<string, number>();
  return lines.map((line) => {
    const place = `${String(line.day).padStart(7, '0')}.${line.unit}.${line.fact ?? ''}.${line.ruleId ?? ''}`;
    const time = (times.get(place) ?? 0) + 1;
    times.set(place, time);
    return { ...line, key: time === 1 ? place : `${place}.${time}` };
  });
}

/** The page after a line; where that line is gone meanwhile, from its day on. */
export function pageOf(lines: readonly Line[], after: string | undefined): { lines: readonly Line[]; next: string | null } {
  const at = after === undefined ? -1 : lines.findIndex((line) => line.key === after);
  const start = after === undefined ? 0 : at >= 0 ? at + 1 : lines.findIndex((line) => line.key > after);
  const page = start < 0 ? [] : lines.slice(start, start + linesPerPage);
  const last = page.at(-1);
  return { lines: page, next: last && start + page.length < lines.length ? last.key : null };
}

/** A rule with the rulebook it stands in: the one that shows, else the latest that has it. */
function ruleOf(plan: Plan, id: string): { readonly rule: Rule; readonly book: Rulebook } | undefined {
  for (const { rulebook } of [plan.current, ...plan.books.toReversed()]) {
    const rule = rulebook.rules.find((one) => one.id === id);
    if (rule) return { rule, book: rulebook };
  }
  return undefined;
}

/** Each rule's lines and points, in the order of the rulebook. */
export function ruleSums(scored: Scored, lines: readonly Line[]): RuleSum[] {
  const { plan } = scored.ledger;
  const sums = new Map<string, { lines: number; points: Exact }>();
  for (const { ruleId, points } of lines) {
    if (ruleId === undefined) continue;
    const held = sums.get(ruleId) ?? { lines: 0, points: zero };
    sums.set(ruleId, { lines: held.lines + 1, points: add(held.points, points) });
  }
  return [...sums]
    .sort(([a], [b]) => plan.ruleIds.indexOf(a) - plan.ruleIds.indexOf(b))
    .map(([rule, held]) => {
      const known = ruleOf(plan, rule);
      return {
        rule,
        name: known?.rule.name ?? rule,
        words: known ? ruleNote(known.rule, known.book) : null,
        lines: held.lines,
        points: exactText(held.points),
      };
    });
}

interface FactRow {
  readonly id: number;
  readonly fact: string;
  readonly submission_id: number | null;
  readonly readable: boolean;
  readonly title: string | null;
  readonly outlet: string | null;
  readonly level: string | null;
  readonly kind: string | null;
  readonly form: string | null;
  readonly reason: string | null;
  readonly leader: string | null;
  readonly note: string | null;
  readonly share_top: number;
  readonly share_bottom: number;
  readonly source_key: string;
}

/** Keys of units. */
export type ReachedUnits = 'all' | ReadonlySet<string>;

/** Keys of the units whose figures are within reach: all, or one's own and those below. */
export async function reachedUnits(client: pg.ClientBase, actor: Actor, site: string): Promise<ReachedUnits> {
  if (may(actor, 'fact.read', { site })) return 'all';
  const values: unknown[] = [site];
  const reached = rowsReached(actor, 'fact.read', site, { unit: 'u.id' }, (value) => `$${values.push(value)}`);
  const found = await client.query<{ key: string }>(`select u.key from units u where u.site_id = $1 and ${reached}`, values);
  return new Set(found.rows.map(({ key }) => key));
}

/** What stands for the title of an item that the actor may not read. */
const hiddenTitle = `case when s.people is null then '他人报送、尚未发布的信息' else '限定人员查看的信息' end`;

/**
 * The page's lines with what their facts are about, in one query. Where not all units are within reach, a line of another unit is only its
 * points; and an item that was not published is named to those who may read it.
 */
export async function withFacts(
  client: pg.ClientBase,
  { actor, reached }: { readonly actor: Actor; readonly reached: ReachedUnits },
  site: string,
  scored: Scored,
  lines: readonly Line[],
): Promise<ScoreLineShown[]> {
  const ids = [...new Set(lines.flatMap((line) => (line.fact === undefined ? [] : [Number(line.fact)])))];
  const values: unknown[] = [site, ids];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const columns = { unit: 's.unit_id', joint: 's.joint_ids', author: 's.author_id', people: 's.people' };
  const readable = rowsReached(actor, 'submission.read', site, columns, bind);
  const open = reached === 'all' ? 'true' : `(s.state in ('recorded', 'published') or ${readable})`;
  const within = rowsReached(actor, 'fact.read', site, { unit: 'f.unit_id' }, bind);
  const found = await client.query<FactRow>(
    `select f.id, f.fact, f.submission_id, coalesce(${readable}, false) as readable, case when s.people is null and ${open} then s.title when s.id is not null then ${hiddenTitle} end as title,
       o.name as outlet, f.level, f.kind, f.form, f.reason, f.leader, f.note, f.share_top, f.share_bottom, f.source_key
     from facts f left join submissions s on s.site_id = f.site_id and s.id = f.submission_id
     left join outlets o on o.site_id = f.site_id and o.id = f.outlet_id
     where f.site_id = $1 and f.id = any($2) and ${within}`,
    values,
  );
  const facts = new Map(found.rows.map((row) => [String(row.id), row]));
  const { plan } = scored.ledger;
  return lines.map((line) => {
    const fact = line.fact === undefined ? undefined : facts.get(line.fact);
    const unit = plan.units[line.unit];
    const rule = line.ruleId === undefined ? undefined : ruleOf(plan, line.ruleId)?.rule;
    const told = unit === undefined || reached === 'all' || reached.has(unit.key);
    return {
      key: line.key,
      unit: told ? (unit?.key ?? '') : '',
      unitName: told ? (unit?.name ?? '') : '其他单位',
      day: dayText(line.day),
      rule: line.ruleId ?? null,
      ruleName: rule?.name ?? line.ruleId ?? null,
      points: exactText(line.points),
      note: told ? (line.note ?? null) : null,
      fact: fact?.fact ?? null,
      factId: fact?.id ?? null,
      item: fact?.submission_id ?? null,
      readable: fact?.readable ?? false,
      title: fact?.title ?? fact?.note ?? null,
      outlet: fact?.outlet ?? null,
      attributes: fact ? attributesOf(fact) : [],
      source: fact?.source_key ?? null,
    };
  });
}

const attributesOf = ({ level, kind, form, reason, leader, share_top, share_bottom }: FactRow): string[] => {
  const share = share_top === share_bottom ? null : `占${share_top}/${share_bottom}`;
  return [level, kind, form, reason, leader, share].filter((one): one is string => one !== null && one !== '');
};
