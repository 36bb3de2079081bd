import type { Cell, ReadDocument, ReadTable } from '../document.ts';
import { type ParsedCell, parseCell, squeeze } from './figures.ts';
import type { FindingPlace } from './finding.ts';

/** A line that may hold figures of an annual report: a row of a table, its head among them, or a piece of text such as 规章 3 5 74. */
export interface AnnualLine {
  readonly cells: readonly ParsedCell[];
  /** Index into `ReadDocument.tables`; absent for text. */
  readonly table?: number;
  readonly where: FindingPlace;
}

const figureText = '-?\\d[\\d,]*(?:\\.\\d+)?|/|—+|－+';
const figuresAtEnd = new RegExp(`^(.*?[^\\d\\s|｜.,/—－-])[\\s|｜]*((?:${figureText})(?:[\\s|｜,，、]+(?:${figureText}))*)[\\s|｜]*$`, 'u');

const inPairs = /^(\D{2,16}?)(?=(?:结果)?维持\s*\d)((?:[^\d，。]{2,8}\d+[,、\s]*){4,5})$/u;

/** A piece of text that is a label and figures behind it, or words with a figure each (维持3 纠正1 …); undefined for prose. */
function lineOfText(piece: string, paragraph: number): AnnualLine | undefined {
  const [, named = '', pairs = ''] = inPairs.exec(piece.trim()) ?? [];
  if (named !== '') return { cells: [named, ...(pairs.match(/\d+/gu) ?? [])].map(parseCell), where: { paragraph } };
  const [, label = '', figures = ''] = figuresAtEnd.exec(piece.trim()) ?? [];
  if (label === '') return undefined;
  const shown = figures.split(/[\s|｜，、]+|,(?!\d{3}\b)/u).filter((text) => text !== '');
  return { cells: [label, ...shown].map(parseCell), where: { paragraph } };
}

const figureEverywhere = /^[\d\s|｜/—.,-]+$/u;

/** The lines of a text in which labels and figures take turns, one below or behind the other. */
function linesOfParagraph(text: string, paragraph: number): readonly AnnualLine[] {
  if (!/\d|\//u.test(text) || figureEverywhere.test(text)) return [];
  return text
    .normalize('NFKC')
    .split(/[;。]/u)
    .flatMap((piece) => lineOfText(piece, paragraph) ?? []);
}

function linesOfTable(table: ReadTable, index: number): readonly AnnualLine[] {
  const line = (cells: readonly Cell[], row?: number): AnnualLine => ({
    cells: cells.map(parseCell),
    table: index,
    where: row === undefined ? { table: index } : { table: index, row },
  });
  return [line(table.columns), ...table.rows.map((cells, row) => line(cells, row))];
}

/** All lines of a document: those of its tables first, for what a table says counts more than what the text repeats. */
export function annualLines(document: ReadDocument): readonly AnnualLine[] {
  return [...document.tables.flatMap(linesOfTable), ...document.paragraphs.flatMap(linesOfParagraph)];
}

/** A label without spaces, leading numbers and what stands in brackets: （三）1.属于国家秘密 is 属于国家秘密. */
export function plainLabel(text: string): string {
  let label = squeeze(text);
  for (;;) {
    const next = label.replace(/^(?:其中:|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+[.、]?)/u, '');
    if (next === label) break;
    label = next;
  }
  return label.replace(/\([^()]*\)/gu, '').replace(/[:“”"]/gu, '');
}
