/**
 * Seals of history: each covers the lines since the one before and carries its hash on, so that a line, once sealed, cannot be changed,
 * taken away, added or moved without every later seal being made anew, and then no head printed before is found again.
 */
import { canonicalJson } from '../canonical.ts';
import { type HistoryRow, lineText, type Sha256 } from './line.ts';

/** What a seal remembers of one line: its id and the first 16 digits of its hash. The seal's own hash is over whole hashes. */
export interface LineMark {
  readonly id: number;
  readonly mark: string;
}

/** A seal without the number the table gives it. */
export interface NewHistorySeal {
  readonly first: number;
  readonly last: number;
  readonly lines: number;
  /** Hash of the seal before; `firstPrevious` for a site's first. */
  readonly previous: string;
  readonly sha256: string;
  readonly sealedAt: string;
  readonly marks: readonly LineMark[];
}
export interface HistorySeal extends NewHistorySeal {
  readonly id: number;
}

/** What the first seal of a site follows. */
export const firstPrevious = '0'.repeat(64);

/** No seal covers more lines. */
export const mostLines = 1000;

/** The line of a seal's text for one line of history: its id and its whole hash. */
export const sealedLine = (id: number, hash: string): string => `${id} ${hash}\n`;
export const markOf = (hash: string): string => hash.slice(0, 16);

/** The beginning of a seal's text; the lines follow, as `sealedLine` writes them. */
export function sealHead(site: string, seal: Omit<NewHistorySeal, 'sha256' | 'marks'>): string {
  const { first, last, lines, previous, sealedAt } = seal;
  return `baocaitong history seal 1\n${canonicalJson({ first, last, lines, previous, sealedAt, site })}\n`;
}

/**
 * Seals lines of a site (its id, empty for the platform), in the order of their ids, after the seal with the hash `previous`.
 * `sealedAt` as `momentText` writes it. Throws RangeError without lines.
 */
export function sealLines(site: string, previous: string, rows: readonly HistoryRow[], sealedAt: string, sha256: Sha256): NewHistorySeal {
  const [first, last] = [rows[0]?.id, rows.at(-1)?.id];
  if (first === undefined || last === undefined) throw new RangeError('a seal covers at least one line');
  const hashes = rows.map((row) => sha256(lineText(row)));
  const seal = { first, last, lines: rows.length, previous, sealedAt };
  const text = sealHead(site, seal) + rows.map(({ id }, index) => sealedLine(id, hashes[index] as string)).join('');
  return { ...seal, sha256: sha256(text), marks: rows.map(({ id }, index) => ({ id, mark: markOf(hashes[index] as string) })) };
}
