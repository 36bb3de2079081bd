/** How the cells of an annual report are called in a message. */
import type { AnnualCell } from '../annual-report/format.ts';
import type { AnnualFigure, AnnualFigures } from './annual-figures.ts';

/** （五）不予处理3.要求提供公开出版物; long labels without what stands in brackets. */
export function rowWords({ row }: AnnualFigure): string {
  const above = row.under?.at(-1) ?? '';
  const label = row.label.replace(/（区分处理.*）$/u, '');
  return /^\d/u.test(label) ? `${above}${label}` : label;
}

/** “四、结转下年度继续办理”的“自然人”. */
export function cellWords(figure: AnnualFigure): string {
  return figure.table === 'statistics' ? `“${rowWords(figure)}”` : `“${rowWords(figure)}”的“${figure.column.label}”`;
}

/** A figure as the report prints it; 空 where nothing stands. */
export const printedFigure = ({ cell }: AnnualFigure): string => (cell.text === '' ? '空白' : cell.text);

/** What a finding says was stated: the number, or what stands in its place. */
export const statedFigure = ({ cell, value }: AnnualFigure): string | number => (cell.kind === 'number' ? value : cell.text);

/** The first of some cells that the report has. */
export function firstFigure(figures: AnnualFigures, cells: readonly AnnualCell[]): AnnualFigure | undefined {
  return cells.map((cell) => figures.get(cell)).find((figure) => figure !== undefined);
}

export const figureValue = (figures: AnnualFigures, cell: AnnualCell): number => figures.get(cell)?.value ?? 0;
