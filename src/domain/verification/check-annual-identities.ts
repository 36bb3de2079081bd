import { type AnnualBound, type AnnualCell, type AnnualFormat, annualCell } from '../annual-report/format.ts';
import { type AnnualFault, annualFaults, type Balance, balancesOf, type Witness } from './annual-faults.ts';
import type { AnnualFigures } from './annual-figures.ts';
import { annualWitness } from './annual-witness.ts';
import { cellWords, figureValue, firstFigure, printedFigure, statedFigure } from './annual-words.ts';
import type { Check, DocumentView } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';

const sum = (figures: AnnualFigures, cells: readonly AnnualCell[]): number =>
  tidy(cells.reduce((total, cell) => total + figureValue(figures, cell), 0));

/** 按“自然人”列第一项加第二项之和，等于第三项加第四项之和，实为134与139，相差5. */
function balanceWords({ identity, off }: Balance, figures: AnnualFigures): string {
  const { parts, totals, balance, says } = identity;
  const balanced = figures.get(balance);
  const acrossRows = figures.get(parts[0]!)?.row !== balanced?.row;
  const column = acrossRows && balanced?.table === 'requests' ? `“${balanced.column.label}”列` : '';
  return `按${column}${says}，实为${sum(figures, parts)}与${sum(figures, totals)}，相差${Math.abs(off)}`;
}

/** A figure left out or counted twice that accounts for the difference in every column. */
function explanationOf(fault: AnnualFault, faults: readonly AnnualFault[], figures: AnnualFigures): string | undefined {
  const [balance] = fault.broken;
  if (fault.sure || balance === undefined || figures.get(fault.cell)?.table !== 'requests') return undefined;
  const alike = faults.flatMap(({ broken }) => broken).filter(({ identity }) => identity.says === balance.identity.says);
  const columns = figures.get(fault.cell)!.row.columns;
  const readings: readonly (readonly [string, number, string])[] = [
    ['carriedIn', 1, '相差的正是各列的“上年结转”：办理结果似未计入上年结转的申请，或上年结转的已计入本年新收。'],
    ['carriedOut', -1, '相差的正是各列的“结转下年度”：结转的申请似已计入办理结果总计，或本年新收没有计入。'],
  ];
  return readings.find(([row, sign]) => {
    const by = columns.map(({ id }) => sign * figureValue(figures, annualCell(row, id)));
    const off = columns.map(({ id }) => alike.find(({ identity }) => identity.balance.endsWith(`/${id}`))?.off ?? 0);
    return by.filter((value) => value !== 0).length >= 2 && by.every((value, at) => same(value, off[at]!));
  })?.[2];
}

function faultFinding(fault: AnnualFault, faults: readonly AnnualFault[], figures: AnnualFigures, format: AnnualFormat): Finding {
  const figure = figures.get(fault.cell)!;
  const table = format.tables.find(({ name }) => name === figure.table)!;
  const gone = fault.broken.flatMap(({ missing }) => missing);
  const reason = fault.broken.map((balance) => balanceWords(balance, figures)).join('；');
  const likely = fault.sure ? `应为${fault.expected}` : `若其他各项无误应为${fault.expected}`;
  const message = `${table.title}中${cellWords(figure)}为${printedFigure(figure)}，${likely}：${reason}。`;
  const base: Finding = {
    kind: 'identity',
    severity: 'error',
    where: figure.where,
    stated: statedFigure(figure),
    expected: fault.expected,
    message,
  };
  if (gone.length > 0) {
    return { ...base, severity: 'warning', explanation: `表中有${gone.length}格没有读到，若其中有数，可能正好相差这些，请核对原表。` };
  }
  const explanation = explanationOf(fault, faults, figures);
  return explanation === undefined ? base : { ...base, severity: 'warning', explanation };
}

/** The total of a row that went along with a wrong cell, or a total column that is off by what the other columns are off together. */
function consequence(finding: Finding, cause: string): Finding {
  return { ...finding, severity: 'warning', explanation: `由同一处错误引起：更正${cause}后即相符。` };
}

function findingsOf(fault: AnnualFault, faults: readonly AnnualFault[], figures: AnnualFigures, format: AnnualFormat): readonly Finding[] {
  const own = faultFinding(fault, faults, figures, format);
  if (fault.along !== undefined) {
    const total = figures.get(fault.along)!;
    const expected = tidy(total.value + fault.expected - figures.get(fault.cell)!.value);
    const message = `${cellWords(total)}为${printedFigure(total)}，随同一行的“${figures.get(fault.cell)!.column.label}”一并应为${expected}。`;
    const where = total.where;
    return [own, consequence({ ...own, where, stated: statedFigure(total), expected, message }, cellWords(figures.get(fault.cell)!))];
  }
  const { row, column } = figures.get(fault.cell)!;
  const others = faults.filter(
    (other) => other !== fault && figures.get(other.cell)!.row === row && other.broken.length === fault.broken.length,
  );
  const offs = others.map(({ broken }) => broken[0]!.off);
  const isSum =
    column.id === 'total' &&
    !fault.sure &&
    offs.length > 0 &&
    same(
      offs.reduce((a, b) => a + b, 0),
      fault.broken[0]!.off,
    );
  return [isSum ? consequence(own, `“${row.label}”的其他各列`) : own];
}

function boundFinding({ figure: cell, atMost, says, unless }: AnnualBound, figures: AnnualFigures): Finding | undefined {
  const figure = figures.get(cell);
  const limit = sum(figures, atMost);
  if (figure === undefined || firstFigure(figures, atMost) === undefined || figure.value <= limit) return undefined;
  const message = `${cellWords(figure)}为${printedFigure(figure)}，而${atMost.map((one) => cellWords(figures.get(one) ?? figure)).join('、')}${atMost.length > 1 ? '合计' : ''}为${limit}：${says}。`;
  const base = { kind: 'consistency', where: figure.where, stated: figure.value, expected: limit, message } as const;
  return unless === undefined ? { ...base, severity: 'error' } : { ...base, severity: 'warning', explanation: unless };
}

/** The faults of a report's tables, found once for all checks that ask. */
export function reportFaults(view: DocumentView): readonly AnnualFault[] {
  const { format, figures } = view.report ?? {};
  if (format === undefined || figures === undefined) return [];
  const witness: Witness = annualWitness(view);
  return annualFaults(balancesOf(format.identities, figures), figures, witness);
}

/** Rows, columns and items add up as the format lays down, and no part is more than its whole. */
export const annualIdentityCheck: Check = {
  name: 'the tables of an annual report add up',
  find: (view: DocumentView) => {
    const { format, figures } = view.report ?? {};
    if (format === undefined || figures === undefined) return [];
    const faults = reportFaults(view);
    return [
      ...faults.flatMap((fault) => findingsOf(fault, faults, figures, format)),
      ...format.bounds.flatMap((bound) => boundFinding(bound, figures) ?? []),
    ];
  },
};
