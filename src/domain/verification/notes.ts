import type { ReadDocument } from '../document.ts';
import { squeeze } from './figures.ts';
import type { FindingPlace } from './finding.ts';
import type { TableView } from './table-view.ts';

/** A document with its tables made ready. */
export interface DocumentTables {
  readonly document: ReadDocument;
  /** The tables of a bulletin; none for an annual report, whose tables follow identities of their own. */
  readonly tables: readonly TableView[];
}

/** A sentence that explains the tables (注), with its place. */
export interface Note {
  readonly text: string;
  readonly where: FindingPlace;
}

const notesBegin = /^(?:注|备注|说明)[:：]/;
const numbered = /^(?:[0-9]{1,2}|[（(]?[一二三四五六七八九十][)）]?)[.、．]/;

/** Which paragraphs are notes: one that begins with 注：, and the numbered ones that follow it. */
export function noteParagraphs(paragraphs: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  paragraphs.forEach((text, at) => {
    const line = squeeze(text);
    if (notesBegin.test(line) || (found.has(at - 1) && (numbered.test(line) || line === ''))) found.add(at);
  });
  return found;
}

/** All notes of a document: those among its paragraphs, then those inside its tables. */
export function documentNotes(view: DocumentTables): readonly Note[] {
  const { paragraphs } = view.document;
  const among = [...noteParagraphs(paragraphs)].map((paragraph) => ({ text: squeeze(paragraphs[paragraph]!), where: { paragraph } }));
  const inside = view.tables.flatMap((table) => table.notes.map((text) => ({ text, where: { table: table.index } })));
  return [...among, ...inside];
}
