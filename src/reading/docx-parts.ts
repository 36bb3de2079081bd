/** Walks through the main part of a docx (ECMA-376 part 1, 17) and gives its texts and tables. */
import type { FlowItem, FlowText } from './flow.ts';
import { flowOfGrid, type Grid, type Span } from './grid.ts';

const namespaces =
  /xmlns:(\w+)="http:\/\/(?:schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|purl\.oclc\.org\/ooxml\/wordprocessingml\/main)"/;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name.toLowerCase()] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

interface TableCell {
  readonly items: FlowItem[];
  readonly column: number;
  width: number;
  /** Merged with the cell above it, or the first of those that are. */
  merge: 'none' | 'first' | 'goes-on';
}

interface TableRow {
  readonly cells: TableCell[];
  isHead: boolean;
  /** The column where the next cell begins. */
  next: number;
}

interface OpenParagraph {
  text: string;
  style: string;
}

/** Elements that are not part of the document as it reads: what was deleted, moved away or looked otherwise, what stands in for newer parts, sounds over characters. */
const unread = new Set(['del', 'moveFrom', 'Fallback', 'rt', 'pPrChange', 'rPrChange', 'tblPrChange', 'trPrChange', 'tcPrChange']);

const attributeOf = (attributes: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
const isOn = (value: string | undefined): boolean => !/^(?:0|false|off)$/.test(value ?? '');
const textOf = (items: readonly FlowItem[]): string => items.map((item) => (item.kind === 'text' ? item.text : '')).join('');

/** How many rows the cell at a place reaches down: those below whose cell in the same column goes on with it. */
function heightOf(rows: readonly TableRow[], at: number, cell: TableCell): number {
  if (cell.merge !== 'first') return 1;
  const goesOn = (row: TableRow): boolean => row.cells.some(({ column, merge }) => column === cell.column && merge === 'goes-on');
  const end = rows.findIndex((row, i) => i > at && !goesOn(row));
  return (end < 0 ? rows.length : end) - at;
}

function gridOf(rows: readonly TableRow[]): Grid {
  const spans: Span[] = [];
  const width = Math.max(0, ...rows.map(({ next }) => next));
  const texts = rows.map((row, at) => {
    const line = Array<string>(width).fill('');
    for (const cell of row.cells) {
      if (cell.merge === 'goes-on') continue;
      line[cell.column] = textOf(cell.items);
      const height = heightOf(rows, at, cell);
      if (height > 1 || cell.width > 1) spans.push({ row: at, column: cell.column, height, width: cell.width });
    }
    return line;
  });
  const headRows = rows.findIndex(({ isHead }) => !isHead);
  return { rows: texts, spans, ...(headRows === 0 ? {} : { headRows: headRows < 0 ? rows.length : headRows }) };
}

/** What a table gives: its grid, or, where it only lays out the page, what stands in its cells. */
function flowOfTable(rows: readonly TableRow[]): readonly FlowItem[] {
  const cells = rows.flatMap((row) => row.cells);
  const layout = cells.some(({ items }) => items.some(({ kind }) => kind === 'table')) || (cells.length === 1 && !rows[0]?.isHead);
  return layout ? cells.flatMap(({ items }) => items) : flowOfGrid(gridOf(rows));
}

/** The state of a walk from tag to tag. */
class Walk {
  readonly items: FlowItem[] = [];
  readonly #roleOf: (style: string) => FlowText['role'];
  readonly #tables: TableRow[][] = [];
  /** Paragraphs may stand in boxes that stand in paragraphs. */
  readonly #paragraphs: OpenParagraph[] = [];
  #unread = 0;

  constructor(roleOf: (style: string) => FlowText['role']) {
    this.#roleOf = roleOf;
  }

  get #row(): TableRow | undefined {
    return this.#tables.at(-1)?.at(-1);
  }

  #put(items: readonly FlowItem[]): void {
    (this.#row?.cells.at(-1)?.items ?? this.items).push(...items);
  }

  open(name: string, attributes: string): void {
    if (unread.has(name)) this.#unread += 1;
    if (this.#unread > 0) return;
    const paragraph = this.#paragraphs.at(-1);
    const row = this.#row;
    const cell = row?.cells.at(-1);
    const value = attributeOf(attributes, 'val');
    if (name === 'p') this.#paragraphs.push({ text: '', style: '' });
    else if (name === 'pStyle' && paragraph) paragraph.style = value ?? '';
    else if (name === 'tab' && paragraph && !attributes.includes(':pos=')) paragraph.text += '\t';
    else if ((name === 'br' || name === 'cr') && paragraph) paragraph.text += attributeOf(attributes, 'type') ? '' : '\n';
    else if (name === 'noBreakHyphen' && paragraph) paragraph.text += '-';
    else if (name === 'tbl') this.#tables.push([]);
    else if (name === 'tr') this.#tables.at(-1)?.push({ cells: [], isHead: false, next: 0 });
    else if (name === 'tblHeader' && row) row.isHead = isOn(value);
    else if (name === 'gridBefore' && row) row.next = Number(value) || 0;
    else if (name === 'tc' && row) row.cells.push({ items: [], column: row.next++, width: 1, merge: 'none' });
    else if (name === 'gridSpan' && row && cell) {
      cell.width = Math.min(500, Math.max(1, Number(value) || 1));
      row.next = cell.column + cell.width;
    } else if (name === 'vMerge' && cell) cell.merge = value === 'restart' ? 'first' : 'goes-on';
  }

  write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (this.#unread === 0 && paragraph) paragraph.text += unescaped(text);
  }

  close(name: string): void {
    if (unread.has(name)) this.#unread -= 1;
    if (this.#unread > 0) return;
    if (name === 'tbl') {
      const rows = this.#tables.pop() ?? [];
      this.#put(flowOfTable(rows));
    } else if (name === 'p') {
      const { text, style } = this.#paragraphs.pop() ?? { text: '', style: '' };
      const role = this.#roleOf(style);
      // In a text with a role, and in a cell, a line break is only look.
      const texts = role || this.#tables.length > 0 ? [text.replaceAll('\n', '')] : text.split('\n');
      this.#put(texts.map((one): FlowItem => ({ kind: 'text', text: one, ...(role ? { role } : {}) })));
    }
  }
}

/**
 * The texts and tables of the main part of a docx; `roleOf` says what paragraphs of a style (by its id) are. Texts in boxes come
 * before the paragraph that they hang on. Undefined where the xml is no such part.
 */
export function flowOfPart(xml: string, roleOf: (style: string) => FlowText['role']): readonly FlowItem[] | undefined {
  const prefix = namespaces.exec(xml)?.[1];
  if (prefix === undefined || !xml.includes(`<${prefix}:body`)) return undefined;
  const walk = new Walk(roleOf);
  const tags = new RegExp(`<(/?)(?:${prefix}:(\\w{1,30})|mc:(Fallback))((?:\\s[^<>]*?)?)(/?)>`, 'g');
  for (const match of xml.matchAll(tags)) {
    const [tag, closing, own, fallback, attributes = '', empty] = match;
    const name = own ?? fallback ?? '';
    if (closing === '/') walk.close(name);
    else {
      walk.open(name, attributes);
      if (empty === '/') walk.close(name);
      else if (name === 't') walk.write(xml.slice(match.index + tag.length, xml.indexOf('<', match.index + tag.length)));
    }
  }
  return walk.items;
}
