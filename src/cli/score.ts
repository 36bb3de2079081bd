/** `baocaitong score --rulebook R.json --facts F.json [--from DATE --to DATE]`: no database, no server. */
import { dayFrom, dayText, type Period, windowOf } from '../domain/calendar/day.ts';
import { type Exact, roundHalfUp, toNumber } from '../domain/exact.ts';
import type { Finding } from '../domain/outcome.ts';
import { readRulebooks } from '../domain/scoring/check-rulebook.ts';
import { expandFacts } from '../domain/scoring/fact.ts';
import { needsOf } from '../domain/scoring/needs.ts';
import { bookOn } from '../domain/scoring/plan.ts';
import { type FactsFile, readFacts } from '../domain/scoring/read-facts.ts';
import type { Rulebook } from '../domain/scoring/rulebook.ts';
import { formulaRule, type Scored, score } from '../domain/scoring/score.ts';
import type { ScoredTotal, TotalValue } from '../domain/scoring/totals.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { readJsonFile } from './json-file.ts';

export async function scoreCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { options } = parseOptions(argv, { rulebook: 'text', facts: 'text', from: 'text', to: 'text', json: 'flag' });
  if (!options.rulebook || !options.facts)
    throw new UsageError('用法：baocaitong score --rulebook 办法.json --facts 事实.json [--from 日期 --to 日期] [--json]');
  const rulebooks = readRulebooks(await readJsonFile(options.rulebook));
  if (!rulebooks.ok) return refused(io, options.rulebook, rulebooks.findings);
  const facts = readFacts(await readJsonFile(options.facts));
  if (!facts.ok) return refused(io, options.facts, facts.findings);
  const period = periodFrom(options.from, options.to, facts.value);
  for (const batch of facts.value.refusedBatches) io.stderr(`批次“${batch}”中有单位不在名册，整批未计。\n`);
  const scored = scoreFacts(rulebooks.value, facts.value, period);
  io.stdout(options.json ? `${JSON.stringify(scoreJson(scored, facts.value), null, 1)}\n` : scoreText(scored));
  return 0;
}

/** Scores a facts file; also what tests of rules call. */
export function scoreFacts(rulebooks: readonly Rulebook[], file: FactsFile, period: Period): Scored {
  const dated = rulebooks.map((book) => ({ book, from: dayFrom(book.from) ?? 0 })).sort((a, b) => a.from - b.from);
  const current = bookOn(dated, period.to).book;
  const index = new Map(file.units.map((unit, at) => [unit.key, at]));
  const rows = expandFacts(file.facts, {
    bases: needsOf(rulebooks).bases.filter((basis) => basis !== 'on'),
    countsAt: current.countsAt ?? 'publication',
    unitIndex: (key) => index.get(key) as number,
  });
  return score({ rulebooks, units: file.units, rows, period, refusedBatches: file.refusedBatches });
}

function refused(io: CommandIo, path: string, findings: readonly Finding[]): number {
  io.stderr(`${path} 有 ${findings.length} 处错误，未计分：\n`);
  for (const finding of findings) io.stderr(`  ${finding.where}：${finding.message}\n`);
  return 2;
}

/** The days given, or the whole years that hold the facts. */
function periodFrom(from: string | undefined, to: string | undefined, { facts }: FactsFile): Period {
  const given = [from, to].map((text) => {
    if (text === undefined) return undefined;
    const day = dayFrom(text);
    if (day === undefined) throw new UsageError(`日期“${text}”不存在或写法不对，应如 2024-05-01`);
    return day;
  });
  const days = facts.map((fact) => fact.on.day);
  const least = days.reduce((a, b) => Math.min(a, b), days[0] ?? 0);
  const most = days.reduce((a, b) => Math.max(a, b), days[0] ?? 0);
  const period = { from: given[0] ?? windowOf('year', least).from, to: given[1] ?? windowOf('year', most).to };
  if (period.from > period.to) throw new UsageError(`起日 ${dayText(period.from)} 在止日 ${dayText(period.to)} 之后`);
  return period;
}

/** As many decimals as a score is ever printed with; figures inside stay exact. */
const plain = (value: Exact, decimals = 2): number => toNumber(roundHalfUp(value, decimals));

function scoreJson(scored: Scored, file: FactsFile) {
  const { ruleIds } = scored.ledger.plan;
  const items = new Map(file.facts.map((fact) => [fact.id, fact]));
  return {
    period: { from: dayText(scored.period.from), to: dayText(scored.period.to) },
    groups: scored.groups.map((group) => ({
      name: group.name,
      title: group.title,
      columns: group.columns.map((column) => column.title),
      rows: group.rows.map((row) => ({
        ...(row.rank === undefined ? {} : { rank: row.rank }),
        unit: row.unit.name,
        values: Object.fromEntries(
          group.columns.map((column, index) => [column.title, cellJson(row.cells[index], column.show !== undefined)]),
        ),
        score: row.score === null ? null : plain(row.score),
      })),
      leftOut: group.leftOut.map((unit) => unit.name),
    })),
    totals: Object.fromEntries(scored.totals.map((total) => [total.name, totalJson(total)])),
    zeroUnits: scored.zeroUnits.map((unit) => unit.name),
    excluded: scored.excluded.map((unit) => unit.name),
    notes: scored.notes,
    lines: scored.lines().map((line) => {
      const fact = line.fact === undefined ? undefined : items.get(line.fact);
      return {
        unit: scored.ledger.plan.units[line.unit]?.name,
        fact: line.fact ?? null,
        rule: ruleIds[line.rule] ?? formulaRule,
        points: toNumber(line.points),
        on: dayText(line.day),
        ...(fact?.item === undefined ? {} : { item: fact.item }),
        ...(line.count === 1 ? {} : { count: line.count }),
        ...(line.note === undefined ? {} : { note: line.note }),
      };
    }),
  };
}

type Cell = Scored['groups'][number]['rows'][number]['cells'][number];

/** A plain count or sum stays a number; where the rulebook says how it looks, the text as printed. */
function cellJson(cell: Cell | undefined, formatted: boolean): string | number | boolean | null {
  if (!cell) return null;
  const { value, shown } = cell;
  if (formatted || value === null || typeof value === 'string') return shown;
  return typeof value === 'boolean' ? value : plain(value, 4);
}

function totalJson(total: ScoredTotal): unknown {
  const json = (value: TotalValue, shown: string): unknown => {
    if (total.hasShow && !Array.isArray(value)) return shown;
    if (Array.isArray(value)) return (value as readonly TotalValue[]).map((one) => (typeof one === 'string' ? one : json(one, shown)));
    return typeof value === 'object' && value !== null && 'd' in value && typeof value.d === 'bigint' ? plain(value as Exact, 4) : value;
  };
  return json(total.value, total.shown);
}

function scoreText(scored: Scored): string {
  const parts = scored.groups.map((group) => {
    const rows = [group.columns.map((column) => column.title), ...group.rows.map((row) => row.cells.map((cell) => cell.shown))];
    return `${group.title}\n${rows.map((row) => row.join('\t')).join('\n')}\n`;
  });
  const totals = scored.totals.map((total) => `${total.name}：${total.shown}\n`).join('');
  const notes = scored.notes.map((note, index) => `${index + 1}. ${note}\n`).join('');
  return `${parts.join('\n')}\n${totals}注：\n${notes}`;
}
