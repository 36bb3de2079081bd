import {
  attachmentListLines,
  type OfficialDocument,
  type Piece,
  piecesOf,
  plainText,
  printedCell,
  type Table,
  tableFootLines,
} from '../domain/document.ts';
import { breakByMeaning } from './break-title.ts';
import { type Layouts, layoutOf, layoutTables, type TableLayout } from './columns.ts';
import { htmlStyle } from './html-style.ts';
import { capacity, charactersPerLine, markSize, signatureWidth, size2, textWidth, typeAreaMm } from './page.ts';
import { signatureStarts } from './spacing.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe for element content and quoted attributes. */
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

const percent = (part: number): string => `${Math.round(part * 1000) / 10}%`;

function rowHtml(table: Table, layout: TableLayout, nameColumn: number): string {
  return table.rows
    .map((row) => {
      const cells = layout.columns.map((column, i) => {
        const text = escapeHtml(printedCell(row.cells[i] ?? null));
        return i === nameColumn ? `<th scope="row" class="${column.align}">${text}</th>` : `<td class="${column.align}">${text}</td>`;
      });
      return `<tr${row.emphasis ? ' class="emphasis"' : ''}>${cells.join('')}</tr>`;
    })
    .join('\n');
}

/** Numbers stand right-aligned as one block in the middle of their column; each table's own few rules say where. */
function tableRules(layout: TableLayout, id: string): string {
  return layout.columns
    .flatMap(({ align, rightMm }, i) =>
      align === 'right' && rightMm > 1.5 ? [`#${id} td:nth-child(${i + 1}){padding-right:${rightMm.toFixed(1)}mm}`] : [],
    )
    .join('');
}

const tableIds = (layouts: Layouts): ReadonlyMap<Table, string> =>
  new Map([...layouts.keys()].map((table, i) => [table, `table-${i + 1}`]));

function tableHtml(table: Table, layout: TableLayout, id: string): string {
  // The first column of names heads its row: that is what a screen reader says before each figure.
  const nameColumn = layout.columns.findIndex((column) => column.align === 'left');
  const widths = layout.columns.map((column) => `<col style="width:${percent(column.widthMm / typeAreaMm.width)}">`).join('');
  const head = layout.columns.map((column) => `<th scope="col">${column.head.map(escapeHtml).join('<br>')}</th>`).join('');
  const caption = table.caption === undefined ? '' : `<caption>${escapeHtml(table.caption)}</caption>`;
  const maker = plainText(table.maker ?? '');
  const foot = tableFootLines(table).map((line, i, all) => {
    const last = maker !== '' && i === all.length - 1;
    return `<p class="${last ? 'maker' : 'note'}">${escapeHtml(line)}</p>`;
  });
  return (
    `<div class="sheet"><table id="${id}" style="font-size:${layout.size}pt">${caption}<colgroup>${widths}</colgroup>\n<thead><tr>${head}</tr></thead>\n` +
    `<tbody>\n${rowHtml(table, layout, nameColumn)}\n</tbody></table></div>${foot.join('\n')}`
  );
}

function signatureHtml(piece: Extract<Piece, { kind: 'signature' }>): string {
  const texts = piece.date === undefined ? piece.issuers : [...piece.issuers, piece.date];
  const starts = signatureStarts(piece.issuers.map(signatureWidth), piece.date === undefined ? undefined : signatureWidth(piece.date));
  const lines = texts.map((text, i) => {
    const start = Math.min(starts[i] ?? charactersPerLine, charactersPerLine);
    return `<p style="margin-left:max(0px, calc(100% - ${start.toFixed(2)}em))">${escapeHtml(text)}</p>`;
  });
  return `<div class="signature">${lines.join('')}</div>`;
}

const titleHtml = (tag: 'h1' | 'h2', text: string): string =>
  `<${tag}>${breakByMeaning(text, capacity(size2))
    .map((line) => `<span>${escapeHtml(line)}</span>`)
    .join('')}</${tag}>`;

/** In one line, on paper as on a phone. */
const markFont = (text: string): string => `min(${markSize(text)}pt, ${(88 / textWidth(text)).toFixed(1)}vw)`;

const paragraphTags = { body: 'p', heading1: 'h3', heading2: 'h4' } as const;

function pieceHtml(piece: Piece, after: Piece | undefined, layouts: Layouts): string {
  switch (piece.kind) {
    case 'mark':
      return `<p class="mark${after?.kind === 'number' ? '' : ' alone'}" style="font-size:${markFont(piece.text)}">${escapeHtml(piece.text)}</p>`;
    case 'title':
      return titleHtml(piece.of === 'document' ? 'h1' : 'h2', piece.text);
    case 'paragraph': {
      const tag = paragraphTags[piece.style];
      return `<${tag}>${escapeHtml(piece.text)}</${tag}>`;
    }
    case 'table':
      return tableHtml(piece.table, layoutOf(layouts, piece.table), tableIds(layouts).get(piece.table) ?? '');
    case 'attachment-list': {
      const items = attachmentListLines(piece.names).map((line) => `<li>${escapeHtml(line)}</li>`);
      return `<ul class="attachments${piece.names.length > 1 ? ' several' : ''}">${items.join('')}</ul>`;
    }
    case 'signature':
      return signatureHtml(piece);
    default:
      return `<p class="${piece.kind}">${escapeHtml(piece.text)}</p>`;
  }
}

/** The head's pieces stand in one header element, each attachment in one section. */
function bodyHtml(pieces: readonly Piece[], layouts: Layouts): string {
  const firstLabel = pieces.findIndex((piece) => piece.kind === 'label');
  const isHead = (piece: Piece, i: number): boolean =>
    (piece.kind === 'mark' || piece.kind === 'number' || piece.kind === 'title') && (firstLabel < 0 || i < firstLabel);
  const headEnd = pieces.findIndex((piece, i) => !isHead(piece, i));
  const parts = pieces.map((piece, i) => {
    const open = piece.kind === 'label' ? '<section class="attachment">\n' : '';
    const next = pieces[i + 1];
    const close = firstLabel >= 0 && i >= firstLabel && (!next || next.kind === 'label') ? '\n</section>' : '';
    return `${open}${pieceHtml(piece, next, layouts)}${close}`;
  });
  const cut = headEnd < 0 ? parts.length : headEnd;
  return [`<header>\n${parts.slice(0, cut).join('\n')}\n</header>`, ...parts.slice(cut)].join('\n');
}

/**
 * The document as one HTML page that needs no network and no script: semantic, readable on a phone, and printed on A4
 * after GB/T 9704-2012. All text is escaped. Throws RangeError where `issuedOn` is no day.
 */
export function renderHtml(document: OfficialDocument): Uint8Array {
  const issued = document.issuedOn === undefined ? '' : `<meta name="dcterms.issued" content="${escapeHtml(document.issuedOn)}">\n`;
  const pieces = piecesOf(document);
  const layouts = layoutTables(pieces);
  const rules = [...tableIds(layouts)].map(([table, id]) => tableRules(layoutOf(layouts, table), id)).join('');
  const page =
    `<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n` +
    `${issued}<title>${escapeHtml(plainText(document.title))}</title>\n<style>${htmlStyle}${rules}</style>\n</head>\n<body>\n<main>\n` +
    `${bodyHtml(pieces, layouts)}\n</main>\n</body>\n</html>\n`;
  return new TextEncoder().encode(page);
}
