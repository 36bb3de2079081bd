/** A line of history as it is sealed: every column, exactly as the table holds it, in one form of text. */

/** One line. `detail` is the JSON as the table prints it; `at` is UTC with microseconds, `2024-02-29T01:02:03.000000Z`. */
export interface HistoryRow {
  readonly id: number;
  readonly thing: string;
  readonly thingId: string;
  readonly step: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
  readonly person: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly at: string;
}

/** SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits. */
export type Sha256 = (text: string) => string;

/**
 * The text of a line that is hashed: canonical JSON (see `canonicalJson`) of everything but its id, which the seal lists beside the hash,
 * so that content found under another id is known again. The keys stand in order already: a million lines are written this way.
 */
export function lineText({ at, by, detail, from, person, reason, step, thing, thingId, to }: HistoryRow): string {
  return JSON.stringify({ at, by, detail, from, person, reason, step, thing, thingId, to });
}

/** A moment as lines and seals write it: UTC with microseconds. */
export const momentText = (moment: Date): string => moment.toISOString().replace('Z', '000Z');
