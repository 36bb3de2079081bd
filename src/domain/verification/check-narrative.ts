import { type Check, columnName, type DocumentView, tableName } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';
import type { TextFigure } from './narrative-figures.ts';
import { meaningsOf } from './narrative-meanings.ts';
import { accountingFor, type Compared, difference, differs, type Examined, jointReading, readingOf } from './narrative-readings.ts';
import {
  knownTotal,
  likeness,
  meantTargets,
  meets,
  namedTargets,
  officeOf,
  sumOfTarget,
  type Target,
  targetsOf,
} from './narrative-targets.ts';
import { noteParagraphs } from './notes.ts';
import { type Statement, statementsOf } from './statements.ts';
import { unitRows } from './table-view.ts';

const sourceOf = (target: Target): string => `${tableName(target.table)}${columnName(target.table, target.column)}`;

/** Of several columns the one most like the words; the leftmost where they are alike. */
function mostLike(words: string, targets: readonly Target[]): Target | undefined {
  return targets.toSorted((a, b) => likeness(words, b) - likeness(words, a) || a.ordinal - b.ordinal)[0];
}

function comparePart(part: TextFigure, index: number, statement: Statement, view: DocumentView): Compared {
  const targets = meantTargets(view, part.clause, targetsOf(view, part.verb ?? statement.verb));
  const named = namedTargets(part.words, targets);
  const first = targets.filter(({ ordinal }) => ordinal === 0);
  // as many parts as tables, one of them right there, and no names that tell: the parts stand in the order of the tables
  const inOrder =
    first.length === statement.parts.length &&
    first.length > 1 &&
    statement.parts.some((one, at) => meets(one.value, one.tolerance, first[at]!));
  const byOrder = inOrder ? first.slice(index, index + 1) : [];
  const own = named.length > 0 ? named : byOrder;
  const best = mostLike(`${statement.head.words}${part.words}`, own);
  const met = (own.length > 0 ? own : targets).some((target) => meets(part.value, part.tolerance, target));
  if (best === undefined) return { figure: part, met, source: '' };
  return { figure: part, met, expected: sumOfTarget(best), source: sourceOf(best) };
}

/** The sums over stacked tables of the columns that stand in the same place. */
function familySums(targets: readonly Target[]): readonly number[] {
  const ordinals = new Set(targets.map(({ ordinal }) => ordinal));
  return [...ordinals].map((place) =>
    targets.filter(({ ordinal }) => ordinal === place).reduce((sum, target) => sum + sumOfTarget(target), 0),
  );
}

function compareHead(statement: Statement, parts: readonly Compared[], view: DocumentView): Compared {
  const { head } = statement;
  const targets = meantTargets(view, head.clause, targetsOf(view, statement.verb));
  const met =
    targets.some((target) => meets(head.value, head.tolerance, target)) ||
    familySums(targets).some((sum) => Math.abs(sum - head.value) <= head.tolerance);
  const sums = parts.map((part) => part.expected);
  if (parts.length >= 2 && sums.every((sum) => sum !== undefined)) {
    return { figure: head, met, expected: sums.reduce((a, b) => a + b, 0), source: parts.map((part) => part.source).join('、') };
  }
  const best = mostLike(head.words, targets);
  if (best === undefined) return { figure: head, met, source: '' };
  const family = targets.filter(({ ordinal }) => ordinal === best.ordinal);
  // tables that all have the same sum list the same things twice; others are added
  const repeated = family.every((target) => same(sumOfTarget(target), sumOfTarget(best)));
  const expected = repeated ? sumOfTarget(best) : family.reduce((sum, target) => sum + sumOfTarget(target), 0);
  return { figure: head, met, expected, source: (repeated ? [best] : family).map(sourceOf).join('、') };
}

/** A figure that is a known total is right, unless the rows of its column add up to something else without a reason. */
function withKnown(one: Compared, view: DocumentView): Compared {
  const { words, value } = one.figure;
  const total = knownTotal(view, words, value);
  if (one.met || total === undefined) return one;
  const { rows, why } = total;
  if (rows === undefined || same(rows.sum, value)) return { figure: one.figure, met: true, source: '', known: {} };
  const source = `各表“${rows.title}”`;
  return why === undefined ? { ...one, expected: rows.sum, source } : { ...one, expected: rows.sum, source, known: { why } };
}

function examine(statement: Statement, view: DocumentView): Examined {
  const parts = statement.parts.map((part, index) => withKnown(comparePart(part, index, statement, view), view));
  const meaning = meaningsOf(statement.head.clause, officeOf(view)).join();
  return { statement, head: withKnown(compareHead(statement, parts, view), view), parts, meaning };
}

/** How sure the comparison is: other figures of the same statement, or of the same sentence, meet the tables. */
function weigh(one: Compared, examined: Examined, all: readonly Examined[]): 'error' | 'warning' | undefined {
  const { statement, head, parts } = examined;
  if ([head, ...parts].some((other) => other !== one && other.met)) return 'error';
  if (one !== head) return 'warning';
  const alike = (other: Examined): boolean => other.statement.verb === statement.verb && other.meaning === examined.meaning;
  const sameVerb = all.filter((other) => other !== examined && other.head.met && alike(other));
  // 今年累计采用… beside the period's own figure, which is right: another period
  if (sameVerb.length > 0) return undefined;
  const nearby = all.some((other) => other !== examined && other.head.met && other.statement.paragraph === statement.paragraph);
  return nearby ? 'error' : 'warning';
}

function comparison(one: Compared, examined: Examined, all: readonly Examined[], view: DocumentView): Finding | undefined {
  if (!differs(one)) return undefined;
  const reading = readingOf(one, examined, all, view);
  const severity = reading?.weight ?? weigh(one, examined, all);
  if (severity === undefined) return undefined;
  const { paragraph } = examined.statement;
  const said = `${one.figure.words.replace(/^[，,、。]+/u, '').slice(-24)}${one.figure.printed}`;
  const message = `第${paragraph + 1}段称“${said}”，表中为${tidy(one.expected!)}（${one.source}），相差${Math.abs(difference(one))}。`;
  const base: Finding = {
    kind: 'narrative',
    severity,
    where: { paragraph },
    stated: one.figure.value,
    expected: tidy(one.expected!),
    message,
  };
  const explanation = reading?.explanation ?? jointReading(one, view, paragraph);
  return explanation === undefined ? base : { ...base, explanation };
}

/** Parts that no table knows are at least compared with their whole; 其中 may name only some, so a near miss is a warning. */
function partsAgainstWhole({ statement, head, parts }: Examined): readonly Finding[] {
  const known = [head, ...parts].some((one) => one.expected !== undefined && one.figure !== head.figure) || parts.length < 2;
  // totals by definition need not be parts of each other: an item of two groups is in both
  if (parts.every((part) => part.known !== undefined)) return [];
  const sum = tidy(parts.reduce((total, part) => total + part.figure.value, 0));
  const off = Math.abs(sum - head.figure.value);
  if (known || off === 0 || off > head.figure.value / 10 || parts.some((part) => part.figure.tolerance > 0) || head.figure.tolerance > 0)
    return [];
  if (accountingFor(off, statement.includes.slice(0, 10)) !== undefined) return [];
  const { paragraph } = statement;
  const message = `第${paragraph + 1}段称共${head.figure.printed}，其中所列${parts.length}项之和为${sum}，相差${off}。`;
  return [{ kind: 'narrative', severity: 'warning', where: { paragraph }, stated: head.figure.value, expected: sum, message }];
}

/** A figure said of one unit (区民政局虽上报2条) is no total of a table. */
function ofOneUnit({ head }: Statement, names: readonly string[]): boolean {
  const { words } = head;
  return (
    !/[共各]|累计|总计|合计/u.test(words) &&
    (names.some((name) => words.includes(name)) ||
      /(?:有的|有些|个别|某|一个)单位/u.test(words) ||
      /[局委办厅镇乡]虽?(?:仅|只)?(?:上报|报送|采用)?$/u.test(words))
  );
}

/** Totals and group figures in the text agree with the tables; a difference that the text itself accounts for is explained. */
export const narrativeCheck: Check = {
  name: 'the text agrees with the tables',
  find: (view: DocumentView) => {
    if (view.annual) return [];
    const { paragraphs } = view.document;
    const names = view.tables.flatMap((table) => unitRows(table).map((row) => row.name)).filter((name) => name.length > 1);
    const stated = statementsOf(paragraphs, noteParagraphs(paragraphs)).filter((statement) => !ofOneUnit(statement, names));
    const all = stated.map((statement) => examine(statement, view));
    return all.flatMap((examined) => [
      ...[examined.head, ...examined.parts].flatMap((one) => comparison(one, examined, all, view) ?? []),
      ...partsAgainstWhole(examined),
    ]);
  },
};
