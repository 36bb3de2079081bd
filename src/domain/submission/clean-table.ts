/** Tables as they are stored: rows of cells in head and body, whatever they were wrapped in. */
import type { MarkupNode, MarkupTag } from './markup.ts';
import type { RichBlock, RichCell, RichRow } from './rich-blocks.ts';

type ReadBlocks = (nodes: readonly MarkupNode[], cell?: MarkupTag) => readonly RichBlock[];

interface Rows {
  readonly head: RichRow[];
  readonly body: RichRow[];
  /** Captions and stray text: they stand before the table. */
  readonly beside: MarkupNode[];
}

/** A table, after its caption; rows without any cell are left out, and a table without rows is only its caption. */
export function cleanTable(table: MarkupTag, read: ReadBlocks): readonly RichBlock[] {
  const rows: Rows = { head: [], body: [], beside: [] };
  gather(table.children, rows, false, read);
  // A table that is all head has no body to head.
  const [head, body] = rows.body.length === 0 ? [[], rows.head] : [rows.head, rows.body];
  return [...read(rows.beside), ...(body.length === 0 ? [] : [{ kind: 'table', head, body } as const])];
}

function gather(nodes: readonly MarkupNode[], rows: Rows, inHead: boolean, read: ReadBlocks): void {
  for (const node of nodes) {
    if (typeof node === 'string') {
      if (node.trim() !== '') rows.beside.push(node);
    } else if (node.tag === 'tr') {
      const row = cellsOf(node, read);
      if (row.length > 0) (inHead ? rows.head : rows.body).push(row);
    } else if (node.tag === 'thead' || node.tag === 'tbody' || node.tag === 'tfoot') {
      gather(node.children, rows, node.tag === 'thead', read);
    } else if (node.tag !== 'colgroup' && node.tag !== 'col') rows.beside.push(node);
  }
}

function cellsOf(row: MarkupTag, read: ReadBlocks): readonly RichCell[] {
  return row.children.flatMap((cell): readonly RichCell[] =>
    typeof cell === 'string' || (cell.tag !== 'td' && cell.tag !== 'th')
      ? []
      : [{ tag: cell.tag, colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan'), blocks: read(cell.children, cell) }],
  );
}

const spanOf = (cell: MarkupTag, name: string): number => {
  const span = Number(cell.attributes.get(name) ?? 1);
  return Number.isInteger(span) ? Math.min(100, Math.max(1, span)) : 1;
};
