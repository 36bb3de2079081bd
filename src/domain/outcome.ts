/**
 * What a rule answers. A refusal is a value with all its findings at once; a fault (a bug, a broken disk) is thrown.
 */

export type Level = 'error' | 'warning' | 'note';

/** What a check, a reading or a schema found: where, and in a sentence what. */
export interface Finding {
  readonly code: string;
  readonly level: Level;
  /** Path or place: `rules[2].points`, 第7行, a paragraph. */
  readonly where?: string;
  readonly message: string;
}

/** Known reasons to say no; each has its HTTP status in `server/problem.ts`. */
export const refusalCodes = [
  'bad-input',
  'not-found',
  'forbidden',
  'stale-version',
  'wrong-state',
  'findings',
  'conflict',
  'too-many',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
  readonly findings: readonly Finding[];
  /** What the asker needs to go on: the present text beside theirs where somebody was faster. */
  readonly beside?: Readonly<Record<string, unknown>>;
}
export interface Accepted<T> {
  readonly ok: true;
  readonly value: T;
}
export type Outcome<T> = Accepted<T> | Refusal;

export const accept = <T>(value: T): Accepted<T> => ({ ok: true, value });
export const refuse = (code: RefusalCode, findings: readonly Finding[], beside?: Readonly<Record<string, unknown>>): Refusal =>
  beside === undefined ? { ok: false, code, findings } : { ok: false, code, findings, beside };

/** A finding of level error, for refusals. */
export const problem = (code: string, message: string, where?: string): Finding =>
  where === undefined ? { code, level: 'error', message } : { code, level: 'error', message, where };
