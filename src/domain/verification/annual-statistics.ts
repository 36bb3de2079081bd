/** The statistics of 2014–2018 where no table was recognised: label, unit and figure follow each other in the text, broken anywhere. */
import { type AnnualCell, type AnnualRow, type AnnualTable, annualCell } from '../annual-report/format.ts';
import type { AnnualFigure, AnnualFigures } from './annual-figures.ts';
import { plainLabel } from './annual-lines.ts';
import { parseCell, squeeze } from './figures.ts';

interface Label {
  readonly row: AnnualRow;
  /** Where its number or its text begins, and where it ends. */
  readonly from: number;
  readonly to: number;
}

const escaped = (text: string): string => text.replace(/[.()*+?^$[\]{}|\\]/gu, '\\$&');
/** A text that may be broken over lines. */
const broken = (text: string): string => Array.from(text, escaped).join('\\n?');

function labelsIn(text: string, rows: readonly AnnualRow[]): readonly Label[] {
  const labels: Label[] = [];
  let after = 0;
  for (const row of rows) {
    const core = plainLabel(row.label);
    const number = squeeze(row.label).slice(0, -core.length);
    const shape = new RegExp(`(?:${broken(number)}\\n?)?${broken(core)}`, 'gu');
    shape.lastIndex = after;
    const match = shape.exec(text);
    if (match === null) continue;
    after = match.index + match[0].length;
    labels.push({ row, from: match.index, to: after });
  }
  return labels;
}

const unitAndFigure = /(?:人次|万元|条|件|次|篇|个|人)\n?(\d[\d,]*(?:\.\d+)?)?/u;

/** Reads the figures behind the labels, in the order the format has them; a label without unit behind it is not read. */
export function statisticsOfText(paragraphs: readonly string[], table: AnnualTable): AnnualFigures {
  const starts: number[] = [];
  let text = '';
  for (const paragraph of paragraphs) {
    starts.push(text.length);
    text += `${squeeze(paragraph)}\n`;
  }
  const labels = labelsIn(text, table.rows);
  const found = new Map<AnnualCell, AnnualFigure>();
  labels.forEach(({ row, from, to }, at) => {
    const between = text.slice(to, labels[at + 1]?.from ?? to + 60).replace(/\([^()]*\)/gu, '');
    const match = unitAndFigure.exec(between);
    if (match === null) return;
    const cell = parseCell(match[1] ?? '');
    const column = row.columns[0]!;
    const where = { paragraph: starts.findLastIndex((start) => start <= from) };
    found.set(annualCell(row.id, column.id), { row, column, table: table.name, value: cell.value, cell, where });
  });
  // a report that only speaks of such figures has no table
  return found.size < table.rows.length / 3 ? new Map() : found;
}
