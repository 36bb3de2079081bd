/**
 * The format of the annual disclosure report (政府信息公开工作年度报告) as data: which tables it has, their rows and columns, and how the
 * figures in them hang together. The same data reads a report of any office, checks it, and says which cells a report of one's own fills.
 */

/** One cell of a report: `row/column`, both as named by the format. */
export type AnnualCell = `${string}/${string}`;

export interface AnnualColumn {
  readonly id: string;
  /** As the format prints it. */
  readonly label: string;
  /** How the column is titled in reports, at the end of a title without spaces. */
  readonly titled: RegExp;
  /** An amount of money: decimals are right. */
  readonly money?: true;
}

export interface AnnualRow {
  readonly id: string;
  /** As the format prints it, with its number. */
  readonly label: string;
  /** The headings over it, outermost first. */
  readonly under?: readonly string[];
  /** How the row is labelled in reports; tested on the label without spaces, leading numbers and what stands in brackets. */
  readonly labelled: RegExp;
  readonly columns: readonly AnnualColumn[];
  /** As the statistics of 2014–2018 print it. */
  readonly unit?: string;
}

export type AnnualTableName = 'disclosure' | 'requests' | 'disputes' | 'statistics';

export interface AnnualTable {
  readonly name: AnnualTableName;
  /** How the table is called in a message. */
  readonly title: string;
  readonly rows: readonly AnnualRow[];
}

/** Parts that add up to totals. Where it is broken and nothing tells which cell is wrong, `balance` is taken to be. */
export interface AnnualIdentity {
  readonly parts: readonly AnnualCell[];
  readonly totals: readonly AnnualCell[];
  readonly balance: AnnualCell;
  /** Both sides in words, the figures left out. */
  readonly says: string;
}

/** A figure that cannot be more than others together. */
export interface AnnualBound {
  readonly figure: AnnualCell;
  readonly atMost: readonly AnnualCell[];
  readonly says: string;
  /** A reading under which it may be more all the same. */
  readonly unless?: string;
}

export type AnnualFormatName = '2014' | '2019' | '2021';

export interface AnnualFormat {
  readonly name: AnnualFormatName;
  /** How it is called in a message. */
  readonly title: string;
  /** First and last report year it is for. */
  readonly from: number;
  readonly to?: number;
  /** Where it is laid down. */
  readonly source: string;
  /** The headings a report must have; none where they were not laid down. */
  readonly sections: readonly AnnualSection[];
  readonly tables: readonly AnnualTable[];
  readonly identities: readonly AnnualIdentity[];
  readonly bounds: readonly AnnualBound[];
  /** Words that only tables of this format hold. */
  readonly marks: readonly RegExp[];
}

export interface AnnualSection {
  readonly title: string;
  /** How the heading, or its name in a list of parts, is known. */
  readonly named: RegExp;
}

export const annualCell = (row: string, column: string): AnnualCell => `${row}/${column}`;

/** Every cell that a format has, in the order it prints them. */
export function cellsOfFormat(format: AnnualFormat): readonly AnnualCell[] {
  return format.tables.flatMap(({ rows }) => rows.flatMap((row) => row.columns.map((column) => annualCell(row.id, column.id))));
}

/** In every row the last column is the sum of those before it. */
export function rowIdentities(rows: readonly AnnualRow[]): readonly AnnualIdentity[] {
  return rows.map((row): AnnualIdentity => {
    const cells = row.columns.map((column) => annualCell(row.id, column.id));
    const total = cells.at(-1)!;
    const parts = cells.slice(0, -1);
    return { parts, totals: [total], balance: total, says: '各项之和等于总计' };
  });
}
