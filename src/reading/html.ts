import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { plainText } from '../domain/document.ts';
import { encodingDetector } from './encoding.ts';
import type { FlowItem, FlowText } from './flow.ts';
import { flowOfGrid, type Grid, type Span } from './grid.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const isElement = (node: Node): node is Element => 'tagName' in node;
const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : []);
const attributeOf = (element: Element, name: string): string => element.attrs.find((attribute) => attribute.name === name)?.value ?? '';
const classesOf = (element: Element): readonly string[] => attributeOf(element, 'class').split(/\s+/);

const unseen = new Set(['script', 'style', 'head', 'template', 'noscript', 'nav', 'footer']);
/** What a site prints around every page: the way to it, codes to scan, shares. */
const aroundPage = /^(?:nav|crumbs?|breadcrumbs?|qr(?:code)?|share|footer|copyright|pagination)$/i;
const pageLine = /^(?:扫一扫|分享到|(?:您的|当前|您现在的)位置[：:]|【?(?:打印|关闭)(?:本页|窗口)?】?$|首页[>＞»])/;
const inline = new Set(
  'a abbr b bdi bdo br cite code data del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr'.split(' '),
);

const isUnseen = (element: Element): boolean =>
  unseen.has(element.tagName) || [...classesOf(element), attributeOf(element, 'id')].some((name) => aroundPage.test(name));
/** Word writes elements of its own (o:p) into lines. */
const isInline = (element: Element): boolean => inline.has(element.tagName) || element.tagName.includes(':');

/** All text of a node, a line break as one. */
function textOf(node: Node): string {
  if ('value' in node && node.nodeName === '#text') return node.value.replace(/\s+/g, ' ');
  if (isElement(node) && node.tagName === 'br') return '\n';
  if (isElement(node) && isUnseen(node)) return '';
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
function gridOf(table: Element): Grid {
  const taken = new Set<string>();
  const spans: Span[] = [];
  const trs = descendants(table, 'tr');
  const rows = trs.map((row, y) => {
    const line: string[] = [];
    for (const cell of childrenOf(row).filter(isElement)) {
      if (cell.tagName !== 'td' && cell.tagName !== 'th') continue;
      while (taken.has(`${y} ${line.length}`)) line.push('');
      const x = line.length;
      const [width, height] = [spanOf(cell, 'colspan'), Math.min(spanOf(cell, 'rowspan'), trs.length - y)];
      if (width > 1 || height > 1) spans.push({ row: y, column: x, height, width });
      for (let i = 1; i < height; i += 1) for (let j = 0; j < width; j += 1) taken.add(`${y + i} ${x + j}`);
      // A line break in a cell is only look.
      line.push(textOf(cell).replaceAll('\n', ''), ...Array<string>(width - 1).fill(''));
    }
    return line;
  });
  const headRows = trs.filter(({ parentNode }) => parentNode?.nodeName === 'thead').length;
  const caption = descendants(table, 'caption')[0];
  return { rows, spans, ...(headRows > 0 ? { headRows } : {}), ...(caption ? { caption: textOf(caption).replaceAll('\n', '') } : {}) };
}

const holdsTable = (node: Node): boolean =>
  childrenOf(node).some((child) => (isElement(child) && child.tagName === 'table') || holdsTable(child));

/** A table that only lays out the page: it holds tables, or a single cell that is no title. */
function isLayout(table: Element): boolean {
  const cells = descendants(table, 'tr').flatMap((row) => childrenOf(row).filter(isElement));
  return holdsTable(table) || (cells.length === 1 && cells[0]?.tagName === 'td' && descendants(table, 'caption').length === 0);
}

/** Our own pages have the title in the header of main; other sites write anything into h1. */
const isOwnTitle = (h1: Element): boolean => {
  const parent = h1.parentNode;
  return parent !== null && isElement(parent) && parent.tagName === 'header' && parent.parentNode?.nodeName === 'main';
};

function roleOf(element: Element): FlowText['role'] {
  const classes = classesOf(element);
  if (classes.includes('mark')) return 'mark';
  if (classes.includes('caption')) return 'caption';
  if (element.tagName === 'h1') return isOwnTitle(element) ? 'title' : 'headline';
  return element.tagName === 'h2' ? 'heading' : undefined;
}

/** Texts and tables in document order: each block element without blocks of its own is one text; a line break parts texts that have no role. */
function walk(node: Node): FlowItem[] {
  const items: FlowItem[] = [];
  let loose = '';
  const role = isElement(node) ? roleOf(node) : undefined;
  const flush = () => {
    const texts = role === undefined ? loose.split('\n') : [loose.replaceAll('\n', '')];
    for (const text of texts.filter((one) => plainText(one) !== '' && !pageLine.test(plainText(one)))) {
      items.push({ kind: 'text', text, ...(role ? { role } : {}) });
    }
    loose = '';
  };
  for (const child of childrenOf(node)) {
    if (!isElement(child) || isInline(child)) {
      loose += textOf(child);
    } else if (!isUnseen(child)) {
      flush();
      if (child.tagName === 'table' && !isLayout(child)) items.push(...flowOfGrid(gridOf(child)));
      else items.push(...walk(child));
    }
  }
  flush();
  return items;
}

/** Texts and tables of an HTML page or fragment; scripts, styles and navigation are left out. */
export function flowOfHtml(html: string): readonly FlowItem[] {
  return walk(parse(html));
}

/** The page's text: in the encoding that its bytes fit, since pages name others than they have; where they fit none, in the one named. */
export function decodeHtml(bytes: Uint8Array): string {
  const detector = encodingDetector();
  detector.push(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const named = /charset\s*=\s*["']?(?:gbk|gb2312|gb18030)/i.test(head) ? 'gb18030' : 'utf-8';
  return new TextDecoder(detector.end() ?? named).decode(bytes);
}
