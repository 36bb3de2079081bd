import { same } from './figures.ts';
import type { Finding } from './finding.ts';

const key = ({ where }: Finding): string => `${where.table}/${where.row}`;

function delta({ stated, expected }: Finding): number | undefined {
  return typeof stated === 'number' && typeof expected === 'number' ? stated - expected : undefined;
}

/**
 * One fault, one accusation. A wrong total line also breaks its row's arithmetic: that finding is dropped.
 * A wrong cell also breaks the total of its column: where its correction would correct the total, the total is lowered to a warning that says
 * so; unless nobody is sure of the cell, for then only the total is sure to be wrong.
 */
export function settle(findings: readonly Finding[]): readonly Finding[] {
  const sums = findings.filter((finding) => finding.kind === 'sum');
  const totals = new Set(sums.map(key));
  const kept = findings.filter((finding) => finding.kind !== 'row-arithmetic' || !totals.has(key(finding)));
  const rows = kept.filter((finding) => finding.kind === 'row-arithmetic');
  return kept.map((finding): Finding => {
    if (finding.kind !== 'sum' || finding.explanation !== undefined) return finding;
    const off = delta(finding);
    const cause = rows.find(
      (row) =>
        row.severity === 'error' &&
        row.where.table === finding.where.table &&
        row.where.column === finding.where.column &&
        same((delta(row) ?? 0) + (off ?? 0), 0),
    );
    if (cause === undefined) return finding;
    return { ...finding, severity: 'warning', explanation: `由同一处错误引起：${cause.message}更正后合计即相符。` };
  });
}
