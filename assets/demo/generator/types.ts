/** What the generator makes for one office. Dates are local days, `YYYY-MM-DD`. */

export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface SiteUnit {
  /** Unique in the site: the name, or `parent/name` where a name stands twice. */
  readonly key: string;
  readonly name: string;
  readonly parent?: string;
  readonly group: string;
  readonly aliases?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | number>>;
}

interface SiteOutlet {
  readonly name: string;
  readonly kind: 'own-site' | 'upper-site' | 'journal' | 'press';
  readonly level: string;
}

interface SiteSource {
  readonly document: string;
  readonly issuer: string;
  readonly documentNumber?: string;
  readonly issuedOn?: string;
  readonly published: string;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly period: Period;
  /** The head of history is not printed: the documents stay as they were published, and the same on every run. */
  readonly settings: { readonly printsHistoryHead: false };
  /** In the directory order of the published table. */
  readonly units: readonly SiteUnit[];
  readonly outlets: readonly SiteOutlet[];
  readonly source: SiteSource;
  /** Sentences that say which columns of facts.csv are made up. */
  readonly invented: readonly string[];
}

export type PublishedCell = string | number | null;

export interface PublishedTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly PublishedCell[])[];
  /** For each row the key of its unit; null where the row is no unit's figure or is not counted. */
  readonly units: readonly (string | null)[];
}

export interface Correction {
  readonly where: string;
  /** The cell, counted from 0; absent where the contradiction stands in the text. */
  readonly at?: { readonly table: number; readonly row: number; readonly column: number };
  readonly published: PublishedCell;
  /** What the system shows instead; null = the row is not shown. */
  readonly right: PublishedCell;
  readonly why: string;
}

export interface Published {
  readonly tables: readonly PublishedTable[];
  /** Figures of the text, under the names that the narrative of bulletin.json uses. */
  readonly statedTotals: Readonly<Record<string, number | string>>;
  readonly corrections: readonly Correction[];
}

export interface Item {
  readonly title: string;
}

/** A fact before it is given its number. */
export interface DraftFact {
  readonly type: '报送' | '采用' | '退稿' | '在线访谈' | '政策解读' | '扣分' | '加分';
  readonly unit: string;
  readonly on: string;
  readonly item?: Item;
  readonly outlet?: string;
  readonly level?: string;
  readonly kind?: string;
  readonly points?: number;
  readonly reason?: string;
  readonly note?: string;
}

export interface Office {
  readonly site: Site;
  readonly published: Published;
  /** Starts every 编号 of this office. */
  readonly prefix: string;
  readonly columns: readonly FactColumn[];
  readonly facts: readonly DraftFact[];
}

export type FactColumn =
  | '编号'
  | '类型'
  | '单位'
  | '日期'
  | '标题'
  | '信息编号'
  | '载体'
  | '级别'
  | '类别'
  | '分值'
  | '原因'
  | '备注'
  | '虚构';
