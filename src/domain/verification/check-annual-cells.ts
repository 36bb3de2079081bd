import type { AnnualFigure } from './annual-figures.ts';
import { cellWords } from './annual-words.ts';
import type { Check, DocumentView } from './document-view.ts';
import type { Finding } from './finding.ts';

function inCell(figure: AnnualFigure): readonly Finding[] {
  const { cell, where, column } = figure;
  const base = { kind: 'non-numeric-cell', where, stated: cell.text } as const;
  if (cell.kind === 'text') {
    return [{ ...base, severity: 'warning', message: `${cellWords(figure)}写作“${cell.text}”，不是数字，核对时按0计。` }];
  }
  if (cell.kind === 'blank') return [];
  // 增/减 may be either
  if (cell.value < 0 && column.id !== 'itemsChanged') {
    return [{ ...base, severity: 'warning', message: `${cellWords(figure)}为${cell.text}，数量不能是负数。` }];
  }
  const money = column.money === true;
  if (!money && (cell.decimals > 0 || cell.percent)) {
    return [{ ...base, severity: 'warning', message: `${cellWords(figure)}为${cell.text}，应当是整数。` }];
  }
  return [];
}

/** The cells of an annual report hold whole numbers; an amount may have decimals. */
export const annualCellCheck: Check = {
  name: 'cells of an annual report hold whole numbers',
  find: ({ report }: DocumentView) => [...(report?.figures.values() ?? [])].flatMap(inCell),
};
