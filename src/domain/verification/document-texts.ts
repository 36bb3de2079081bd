import type { ReadDocument } from '../document.ts';
import { squeeze } from './figures.ts';
import type { FindingPlace } from './finding.ts';

/** A text of the document with its place. */
export interface PlacedText {
  readonly text: string;
  readonly where: FindingPlace;
  readonly part: 'title' | 'document-number' | 'paragraph' | 'caption' | 'column' | 'cell';
}

/** Every text that stands in a document, in the order of reading; numbers in cells are no texts. */
export function textsOf({ title, documentNumber, paragraphs, tables }: ReadDocument): readonly PlacedText[] {
  return [
    { text: title, where: { part: 'title' as const }, part: 'title' as const },
    ...(documentNumber === undefined
      ? []
      : [{ text: documentNumber, where: { part: 'document-number' as const }, part: 'document-number' as const }]),
    ...paragraphs.map((text, paragraph): PlacedText => ({ text, where: { paragraph }, part: 'paragraph' })),
    ...tables.flatMap(({ caption, columns, rows }, table): readonly PlacedText[] => [
      ...(caption === undefined ? [] : [{ text: caption, where: { table }, part: 'caption' as const }]),
      ...columns.map((text, column): PlacedText => ({ text, where: { table, column }, part: 'column' })),
      ...rows.flatMap((cells, row) =>
        cells.flatMap((cell, column): readonly PlacedText[] =>
          typeof cell === 'string' ? [{ text: cell, where: { table, row, column }, part: 'cell' }] : [],
        ),
      ),
    ]),
  ].filter(({ text }) => text !== '');
}

const titleEnd = /(?:通报|报告|公告|通知|情况|排名|公示|简报)(?:\([^()]*\))?$/u;
const mostHeading = 80;

/**
 * The document's title, and other lines at its beginning that look like one: a reader that takes the number for the title, or a page that
 * repeats it, leaves the title among the paragraphs. A wrapped document's title is among them too where it stands so early.
 */
export function titlesOf(document: ReadDocument): readonly PlacedText[] {
  const own: PlacedText = { text: document.title, where: { part: 'title' }, part: 'title' };
  const lines = document.paragraphs.slice(0, 5).flatMap((text, paragraph): readonly PlacedText[] => {
    const line = squeeze(text);
    const heading = line.length <= mostHeading && titleEnd.test(line) && !/[。;；:：]/u.test(line) && !/^附件/u.test(line);
    return heading ? [{ text, where: { paragraph }, part: 'title' }] : [];
  });
  return [own, ...lines.filter(({ text }) => text !== own.text)];
}
