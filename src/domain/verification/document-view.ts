import type { TextFinding } from '../../text/finding.ts';
import type { ReadDocument } from '../document.ts';
import { type AnnualReportView, viewAnnualReport } from './annual-view.ts';
import type { Divisions } from './divisions.ts';
import type { Finding } from './finding.ts';
import { type Grouping, groupsOf, sumOf } from './groups.ts';
import type { KnownFigures, KnownTable } from './known.ts';
import type { DocumentTables } from './notes.ts';
import { type Relation, relationsOf } from './relations.ts';
import { type TableView, unitRows, type ViewRow, viewTable } from './table-view.ts';

/**
 * Looks through a text and gives what is wrong in it; offsets are those of the text. `prose` are sentences, in which a mistaken character
 * may be guessed; all else are names and heads, of which only what is certain is told.
 */
export type Proofread = (text: string, prose: boolean) => readonly TextFinding[];

/** The document as all checks see it, prepared once. */
export interface DocumentView extends DocumentTables {
  readonly groupings: ReadonlyMap<TableView, Grouping>;
  /** The arithmetic that each table's columns follow, as most of its rows show it. */
  readonly relations: ReadonlyMap<TableView, readonly Relation[]>;
  readonly annual: boolean;
  /** The report made ready, where the document is an annual one. */
  readonly report?: AnnualReportView;
  /** Last period's or last year's document. */
  readonly against?: DocumentView;
  readonly known?: KnownFigures;
  readonly proofread?: Proofread;
  readonly divisions?: Divisions;
}

const annualTitle = /信息公开(?:工作)?(?:情况)?年度报告|信息公开年报/;
const annualColumn = /自然人|结果维持|本年制发件数|本年处理决定数量|勾稽关系/;

function isAnnual(document: ReadDocument): boolean {
  // a circular about annual reports is none
  if (/(?:通报|通知|公告|方案|办法)$/.test(document.title.trim())) return false;
  const heads = [document.title, ...document.paragraphs.slice(0, 5)];
  return (
    heads.some((text) => annualTitle.test(text)) || document.tables.some((table) => table.columns.some((title) => annualColumn.test(title)))
  );
}

/** What is told beside the document. */
export interface Told extends Pick<DocumentView, 'known' | 'proofread' | 'divisions'> {
  readonly against?: ReadDocument;
  /** That it is an annual report, or that it is none; otherwise title and tables tell. */
  readonly annual?: boolean;
}

/** Prepares a document for the checks. Tables that are known are grouped only where their areas are. */
export function viewDocument(document: ReadDocument, { against, ...told }: Told = {}): DocumentView {
  const annual = told.annual ?? isAnnual(document);
  const tables = annual ? [] : document.tables.map(viewTable);
  const groupings = new Map<TableView, Grouping>();
  for (const view of tables) {
    const definitions = told.known?.tables.get(view.index);
    if (definitions !== undefined && definitions.areas === undefined) continue;
    const others = tables.filter((other) => other !== view);
    const grouping = groupsOf(view, new Set(others.flatMap((other) => unitRows(other).map((row) => row.name))));
    if (grouping !== undefined) groupings.set(view, grouping);
  }
  const relations = new Map(tables.map((table) => [table, relationsOf({ document, tables }, table)]));
  const { known: _, ...general } = told;
  return {
    ...{ document, tables, groupings, relations },
    ...told,
    annual,
    ...(annual ? { report: viewAnnualReport(document) } : {}),
    // what is known of this document's figures is not known of last period's
    ...(against === undefined ? {} : { against: viewDocument(against, general) }),
  };
}

/** What is known of a table; nothing where its look had to be changed to be read, for then columns are others. */
export function knownTable({ known, document }: DocumentView, table: TableView): KnownTable | undefined {
  const asPrinted = table.columns.length === document.tables[table.index]?.columns.length;
  return asPrinted ? known?.tables.get(table.index) : undefined;
}

/** The rows that make up a table's whole: the area lines of a grouped table, else its units. */
export function wholeRows(view: DocumentView, table: TableView): readonly ViewRow[] {
  return view.groupings.get(table)?.groups.map((group) => group.head) ?? unitRows(table);
}

/** A column's sum over the whole table, computed from the rows; a total line is not counted. */
export function columnSum(view: DocumentView, table: TableView, column: number): number {
  return sumOf(wholeRows(view, table), column);
}

/** How a table is called in a message: by its caption, else by its number. */
export function tableName(table: TableView): string {
  return table.caption === '' ? `第${table.index + 1}个表` : `“${table.printedCaption}”`;
}

/** How a row is called: by the unit's name, else by its number. */
export function rowName(row: ViewRow): string {
  if (row.name !== '') return `“${row.name}”`;
  return row.row === undefined ? '首行' : `第${row.row + 1}行`;
}

/** How a column is called: by its title, else by its number. */
export function columnName(table: TableView, column: number): string {
  const title = table.columns[column]!.title;
  return title === '' ? `第${column + 1}列` : `“${title}”`;
}

/** The place of a cell, or of a row where no column is given. */
export function placeOf(table: TableView, row: ViewRow, column?: number): { table: number; row?: number; column?: number } {
  return {
    table: table.index,
    ...(row.row === undefined ? {} : { row: row.row }),
    ...(column === undefined ? {} : { column: row.places[column]! }),
  };
}

/** A check: one promise about documents, examined on the prepared view. */
export interface Check {
  readonly name: string;
  readonly find: (view: DocumentView) => readonly Finding[];
}
