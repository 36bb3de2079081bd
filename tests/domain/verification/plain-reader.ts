import { readFileSync } from 'node:fs';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import type { Cell, ReadDocument, ReadTable } from '../../../src/domain/document.ts';

/** A small reader for the tests of verification: tab tables in text, plain tables in html. */

type Node = DefaultTreeAdapterMap['node'];

export const sharedFolder = new URL('../../../../shared/', import.meta.url).pathname;

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const cellOf = (text: string): Cell => (text.trim() === '' ? null : text.trim());

interface Draft {
  paragraphs: string[];
  tables: ReadTable[];
}

function push(draft: Draft, rows: readonly (readonly string[])[]): void {
  const caption = draft.paragraphs.at(-1) ?? '';
  const [columns = [], ...rest] = rows;
  draft.tables.push({ caption, columns, rows: rest.map((cells) => cells.map(cellOf)) });
}

function readText(bytes: Uint8Array): ReadDocument {
  const draft: Draft = { paragraphs: [], tables: [] };
  let rows: string[][] = [];
  for (const line of [
    ...decode(bytes)
      .replace(/^\uFEFF/u, '')
      .split(/\r?\n/u),
    '',
  ]) {
    const cells = line.split('\t');
    if (cells.length >= 2) rows.push(cells);
    else {
      if (rows.length > 0) push(draft, rows);
      rows = [];
      if (line.trim() !== '') draft.paragraphs.push(line.trim());
    }
  }
  return { title: draft.paragraphs[1] ?? '', ...draft };
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function elements(node: Node, names: readonly string[]): Node[] {
  if (names.includes(node.nodeName)) return [node];
  return 'childNodes' in node ? node.childNodes.flatMap((child) => elements(child, names)) : [];
}

function span(node: Node, name: string): number {
  const attribute = 'attrs' in node ? node.attrs.find((one) => one.name === name) : undefined;
  return Number(attribute?.value ?? 1);
}

/** The rows of a table with merged cells written out into every place they cover. */
function gridOf(table: Node): string[][] {
  const grid: string[][] = [];
  elements(table, ['tr']).forEach((row, at) => {
    grid[at] ??= [];
    let column = 0;
    for (const cell of elements(row, ['td', 'th'])) {
      while (grid[at]![column] !== undefined) column += 1;
      for (let down = 0; down < span(cell, 'rowspan'); down += 1) {
        grid[at + down] ??= [];
        for (let right = 0; right < span(cell, 'colspan'); right += 1) grid[at + down]![column + right] = textOf(cell).trim();
      }
    }
  });
  return grid;
}

function readHtml(bytes: Uint8Array): ReadDocument {
  const draft: Draft = { paragraphs: [], tables: [] };
  for (const node of elements(parse(decode(bytes)), ['p', 'h1', 'table'])) {
    if (node.nodeName === 'table') push(draft, gridOf(node));
    else draft.paragraphs.push(textOf(node).trim());
  }
  return { title: draft.paragraphs[1] ?? '', ...draft };
}

export function readPlanted(file: string): ReadDocument {
  const bytes = readFileSync(`${sharedFolder}planted-faults/${file}`);
  return file.endsWith('.html') ? readHtml(bytes) : readText(bytes);
}
