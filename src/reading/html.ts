import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { type Cell, plainText, readCell } from '../domain/document.ts';
import type { FlowItem, FlowTable, FlowText } from './flow.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const isElement = (node: Node): node is Element => 'tagName' in node;
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
const attributeOf = (element: Element, name: string): string => element.attrs.find((attribute) => attribute.name === name)?.value ?? '';
const classesOf = (element: Element): readonly string[] => attributeOf(element, 'class').split(/\s+/);

const unseen = new Set(['script', 'style', 'head', 'template', 'noscript', 'nav']);
const inline = new Set(
  'a abbr b bdi bdo br cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr'.split(' '),
);

/** All text of a node; a line break says nothing, since it is only look. */
function textOf(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value;
  if (isElement(node) && unseen.has(node.tagName)) return '';
  return childrenOf(node).map(textOf).join('');
}

function descendants(node: Node, name: string): Element[] {
  return childrenOf(node).flatMap((child) => {
    if (!isElement(child)) return [];
    if (child.tagName === name) return [child];
    return child.tagName === 'table' ? [] : descendants(child, name);
  });
}

const spanOf = (cell: Element, name: string): number => Math.min(100, Math.max(1, Number.parseInt(attributeOf(cell, name), 10) || 1));

/** Cells by row and column; a cell over several places stands in its first, the others are empty. */
function gridOf(table: Element): string[][] {
  const taken = new Map<string, true>();
  return descendants(table, 'tr').map((row, y) => {
    const line: string[] = [];
    for (const cell of childrenOf(row).filter(isElement)) {
      if (cell.tagName !== 'td' && cell.tagName !== 'th') continue;
      while (taken.has(`${y} ${line.length}`)) line.push('');
      const x = line.length;
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      for (let i = 0; i < high; i += 1) for (let j = 0; j < wide; j += 1) taken.set(`${y + i} ${x + j}`, true);
      line.push(textOf(cell), ...Array<string>(wide - 1).fill(''));
    }
    return line;
  });
}

function tableOf(table: Element): FlowTable {
  const [head = [], ...rows] = gridOf(table);
  const width = Math.max(head.length, ...rows.map((row) => row.length));
  const caption = descendants(table, 'caption')[0];
  return {
    kind: 'table',
    ...(caption ? { caption: textOf(caption) } : {}),
    columns: Array.from({ length: width }, (_, i) => plainText(head[i] ?? '')),
    rows: rows.map((row): Cell[] => Array.from({ length: width }, (_, i) => readCell(row[i] ?? ''))),
  };
}

function roleOf(element: Element): FlowText['role'] {
  const classes = classesOf(element);
  if (classes.includes('mark')) return 'mark';
  if (classes.includes('caption')) return 'caption';
  if (element.tagName === 'h1') return 'title';
  return element.tagName === 'h2' ? 'heading' : undefined;
}

/** Texts and tables in document order: each block element without blocks of its own is one text. */
function walk(node: Node): FlowItem[] {
  const items: FlowItem[] = [];
  let loose = '';
  const flush = (role?: FlowText['role']) => {
    if (plainText(loose) !== '') items.push({ kind: 'text', text: loose, ...(role ? { role } : {}) });
    loose = '';
  };
  const role = isElement(node) ? roleOf(node) : undefined;
  for (const child of childrenOf(node)) {
    if (!isElement(child)) {
      loose += textOf(child);
    } else if (child.tagName === 'table') {
      flush(role);
      items.push(tableOf(child));
    } else if (inline.has(child.tagName)) {
      loose += textOf(child);
    } else if (!unseen.has(child.tagName)) {
      flush(role);
      items.push(...walk(child));
    }
  }
  flush(role);
  return items;
}

/** Texts and tables of an HTML page or fragment; scripts, styles and navigation are left out. */
export function flowOfHtml(html: string): readonly FlowItem[] {
  return walk(parse(html));
}

/** The page's text in the encoding it names (UTF-8 unless its first kilobyte says gbk, gb2312 or gb18030). */
export function decodeHtml(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const chinese = /charset\s*=\s*["']?(?:gbk|gb2312|gb18030)/i.test(head);
  return new TextDecoder(chinese ? 'gb18030' : 'utf-8').decode(bytes);
}
