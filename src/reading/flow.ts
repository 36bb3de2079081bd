import type { Cell } from '../domain/document.ts';

/** What a format's reader yields: texts and tables in the order they stand, with what the format says of their role. */
export type FlowItem = FlowText | FlowTable;

export interface FlowText {
  readonly kind: 'text';
  readonly text: string;
  /**
   * `title` is the document's own, `heading` an attachment's; `mark` the red head; `caption` belongs to the table that follows.
   * `headline` is what a format of another hand calls the title; whether it is one shows by its words.
   */
  readonly role?: 'mark' | 'title' | 'heading' | 'caption' | 'headline';
}

export interface FlowTable {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
