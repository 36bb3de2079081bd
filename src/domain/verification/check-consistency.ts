import { totalRules } from '../../text/totals.ts';
import { type Check, columnName, type DocumentView, knownTable, placeOf, rowName, tableName } from './document-view.ts';
import { squeeze } from './figures.ts';
import type { Finding } from './finding.ts';
import { verbOf } from './narrative-figures.ts';
import { meaningsOf } from './narrative-meanings.ts';
import { officeOf } from './narrative-targets.ts';
import { columnsOf, type TableView, unitRows } from './table-view.ts';

/** The column of what was sent in, and the one of what was used of it; undefined where the titles leave a doubt. */
function sentAndUsed(view: DocumentView, table: TableView): readonly [number, number] | undefined {
  const plain = columnsOf(table, 'count').filter((at) => meaningsOf(table.columns[at]!.title, officeOf(view)).length === 0);
  const of = (verb: 'submitted' | 'adopted'): readonly number[] => plain.filter((at) => verbOf(table.columns[at]!.title) === verb);
  const [sent, used] = [of('submitted'), of('adopted')];
  return sent.length === 1 && used.length === 1 ? [sent[0]!, used[0]!] : undefined;
}

/** More was used than was sent in: an item of an earlier period, or a mistake. */
function usedMore(view: DocumentView, table: TableView): readonly Finding[] {
  // whose own figures are known, its days of sending in and of use are settled by the rulebook
  const columns = knownTable(view, table) === undefined ? sentAndUsed(view, table) : undefined;
  if (columns === undefined) return [];
  const [sent, used] = columns;
  const rows = unitRows(table).filter((row) => row.cells[sent]!.kind === 'number' && row.cells[used]!.kind === 'number');
  const more = rows.filter((row) => row.cells[used]!.value > row.cells[sent]!.value);
  // where many do, the columns count different things
  if (more.length > Math.max(2, rows.length / 5)) return [];
  return more.map((row): Finding => {
    const [a, b] = [row.cells[used]!.value, row.cells[sent]!.value];
    const message = `${tableName(table)}中${rowName(row)}的${columnName(table, used)}${a}多于${columnName(table, sent)}${b}。`;
    return {
      kind: 'consistency',
      severity: 'warning',
      where: placeOf(table, row, used),
      stated: a,
      expected: b,
      message,
      explanation: '若采用的是以前报送的信息，请在注中说明；否则两数之一有误。',
    };
  });
}

/** Shares of one whole that stand in one column add up to 100 per cent, rounding apart. */
function shares(table: TableView): readonly Finding[] {
  return columnsOf(table, 'rate').flatMap((column): readonly Finding[] => {
    if (!/占比|比重|所占|构成/u.test(table.columns[column]!.title)) return [];
    const rows = unitRows(table).filter((row) => row.cells[column]!.kind === 'number');
    const sum = rows.reduce((all, row) => all + row.cells[column]!.value, 0);
    const whole = sum > 2 ? 100 : 1;
    const rounding = (whole / 100) * rows.length * 0.51;
    if (rows.length < 3 || Math.abs(sum - whole) <= Math.max(rounding, whole / 100) || Math.abs(sum - whole) > whole / 5) return [];
    const message = `${tableName(table)}的${columnName(table, column)}各行之和为${Number(sum.toFixed(2))}，应为${whole}。`;
    return [
      {
        kind: 'consistency',
        severity: 'warning',
        where: { table: table.index, column },
        stated: Number(sum.toFixed(2)),
        expected: whole,
        message,
      },
    ];
  });
}

const judged = new Set(['change-of-ends', 'total-after-parts']);
const rules = totalRules.filter(({ id }) => judged.has(id));

/** Figures of one sentence against each other: a change and its two ends. */
function inSentences(view: DocumentView): readonly Finding[] {
  return view.document.paragraphs.flatMap((text, paragraph) => {
    const line = squeeze(text)
      .replaceAll(',', '，')
      .replaceAll('(', '（')
      .replaceAll(')', '）')
      .replaceAll(';', '；')
      .replaceAll(':', '：');
    return rules.flatMap((rule) =>
      [...rule.find(line)].map(({ start, end, message }): Finding => {
        const stated = line.slice(start, end);
        return {
          kind: 'narrative',
          severity: 'warning',
          where: { paragraph },
          stated,
          message: `第${paragraph + 1}段“${stated}”：${message ?? rule.message}`,
        };
      }),
    );
  });
}

/** Nothing contradicts itself: no more used than sent in, shares make a whole, a change fits its two ends. */
export const consistencyCheck: Check = {
  name: 'nothing contradicts itself',
  find: (view: DocumentView) => [...view.tables.flatMap((table) => [...usedMore(view, table), ...shares(table)]), ...inSentences(view)],
};
