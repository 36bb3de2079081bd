import { type DocParagraph, paragraphsOfDoc } from './doc-file.ts';
import type { DocRow } from './doc-properties.ts';
import type { FlowItem } from './flow.ts';
import { flowOfGrid } from './grid.ts';
import { type EdgedCell, gridOfEdges } from './spans.ts';

/** Edges of cells closer than this are one, in twentieths of a point: rows of one table are drawn by hand. */
const reach = 90;

/** The cells of a row where its edges say; cells that it goes on without saying stand one after the other. */
function cellsOf(texts: readonly string[], { edges, cells }: DocRow): EdgedCell[] {
  const placed: EdgedCell[] = [];
  for (const [i, cell] of cells.entries()) {
    const before = placed.at(-1);
    const [left = 0, right = 0] = [edges[i], edges[i + 1]];
    if (cell.across && before) placed[placed.length - 1] = { ...before, right };
    else placed.push({ text: texts[i] ?? '', left, right, down: cell.down });
  }
  return placed;
}

/** Rows of a table from its paragraphs, up to the first paragraph outside it. */
function rowsOf(paragraphs: readonly DocParagraph[]): EdgedCell[][] {
  const rows: EdgedCell[][] = [];
  let [texts, text]: [string[], string] = [[], ''];
  for (const paragraph of paragraphs) {
    const { row, nested } = paragraph.properties;
    if (row && !nested) {
      rows.push(cellsOf(texts, row));
      [texts, text] = [[], ''];
      continue;
    }
    text += paragraph.text;
    if (paragraph.end !== 'cell' || nested) continue;
    texts.push(text);
    text = '';
  }
  return rows;
}

/**
 * Texts and tables of an old Word file. Throws LockedError where it has a password, DamagedError where it is damaged or older than
 * Word 97.
 */
export function flowOfDoc(bytes: Uint8Array): readonly FlowItem[] {
  const items: FlowItem[] = [];
  let table: DocParagraph[] = [];
  const close = (): void => {
    const rows = rowsOf(table);
    table = [];
    if (rows.length > 0) items.push(...flowOfGrid(gridOfEdges(rows, reach)));
  };
  for (const paragraph of paragraphsOfDoc(bytes)) {
    if (paragraph.properties.inTable) {
      table.push(paragraph);
      continue;
    }
    close();
    items.push({ kind: 'text', text: paragraph.text });
  }
  close();
  return items;
}
