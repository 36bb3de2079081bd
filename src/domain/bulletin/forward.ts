/** A forwarding notice (转发): it wraps a superior's bulletin and praises the best of our own area. */
import { showDate } from '../display.ts';
import { asRead, type OfficialDocument, type ReadDocument, type ReadTable } from '../document.ts';
import type { FillTemplate } from './compose.ts';

export interface ForwardingBody {
  readonly title: string;
  readonly mark?: string;
  readonly documentNumber?: string;
  readonly addressees?: string;
  readonly issuers: readonly string[];
  readonly issuedOn?: string;
  readonly remark?: string;
  /** Paragraphs; templates over 本区域采用, 本区域名次, 表扬单位, 原通报标题, 原通报文号. */
  readonly text: readonly string[];
  readonly forwards: {
    readonly document: OfficialDocument;
    /** Our own area, as the wrapped tables name it. */
    readonly area: string;
    /** So many are praised; those level with the last are praised too. */
    readonly top: number;
  };
}

/** What the wrapped bulletin says about our area. */
export interface ForwardingFigures {
  readonly 本区域: string;
  readonly 本区域采用: number | null;
  readonly 本区域名次: number | null;
  readonly 表扬单位: string;
  readonly 原通报标题: string;
  readonly 原通报文号: string;
  readonly 原通报日期: string;
  /** As in `FrozenFigures`. */
  readonly historyHead?: string;
}

type Line = { readonly name: string; readonly figure: number };

/** Reads our area's place and its best units from the wrapped bulletin's tables. */
export function forwardingFigures({ document, area, top }: ForwardingBody['forwards']): ForwardingFigures {
  const read = asRead(document);
  const areas = read.tables.map(areaLines).find((lines) => lines.some((line) => line.name === area)) ?? [];
  const own = areas.find((line) => line.name === area);
  return {
    本区域: area,
    本区域采用: own?.figure ?? null,
    本区域名次: own ? areas.filter((line) => line.figure > own.figure).length + 1 : null,
    表扬单位: bestOf(read, area, top).join('、'),
    原通报标题: document.title,
    原通报文号: document.documentNumber ?? '',
    原通报日期: document.issuedOn === undefined ? '' : showDate(document.issuedOn),
  };
}

/** A table with one line for each area: its name and its first figure. */
function areaLines(table: ReadTable): Line[] {
  if (table.columns[1] === '单位') return [];
  return table.rows.flatMap((row) => {
    const name = row.find((cell) => typeof cell === 'string');
    const figure = row.find((cell, index) => typeof cell === 'number' && index > row.indexOf(name as string));
    return typeof name === 'string' && typeof figure === 'number' ? [{ name, figure }] : [];
  });
}

const ownLine = /^(小计|合计|.{0,2}本级)$/;

/** The units of our area with the most, without its own level; those level with the last place are in. */
function bestOf(read: ReadDocument, area: string, top: number): string[] {
  const lines = read.tables
    .filter((table) => table.columns[0] === '地区' && table.columns[1] === '单位')
    .flatMap((table) => table.rows)
    .flatMap((row): Line[] =>
      row[0] === area && typeof row[1] === 'string' && typeof row[2] === 'number' && !ownLine.test(row[1])
        ? [{ name: row[1], figure: row[2] }]
        : [],
    )
    .sort((a, b) => b.figure - a.figure);
  const last = lines[Math.min(top, lines.length) - 1]?.figure ?? 0;
  return lines.filter((line) => line.figure >= last && line.figure > 0).map((line) => line.name);
}

/** Composes the notice with the bulletin as its attachment. */
export function composeForwarding(body: ForwardingBody, figures: ForwardingFigures, fill: FillTemplate): OfficialDocument {
  const { text, forwards, ...head } = body;
  return {
    ...head,
    blocks: text.map((paragraph) => ({ kind: 'paragraph', style: 'body', text: fill(paragraph, { ...figures }).trim() })),
    attachments: [{ title: forwards.document.title, blocks: [], document: forwards.document }],
  };
}
