/** What a view is: a reading at one moment, for one actor, that gives plain data or a refusal. */
import type pg from 'pg';
import { type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { checkSchema, type Schema } from '../domain/schema.ts';
import { atOneMoment, besideLanes, byThemselves, type Source } from '../store/transaction.ts';

export interface View<Input, Result> {
  (pool: Source, actor: Actor, input: Input): Promise<Outcome<Result>>;
  /** As the API and the file name it. */
  readonly view: string;
  /** What it shows, in one sentence for the list of the API. */
  readonly says: string;
  readonly input: Schema;
}

export type See<Input, Result> = (client: pg.ClientBase, actor: Actor, input: Input) => Promise<Outcome<Result>>;

/** How the statements of a view see the tables. */
const moments = {
  statements: atOneMoment,
  'one statement': <T>(pool: Source, read: (client: pg.ClientBase) => Promise<T>) => byThemselves(pool, 1, read),
  // Nobody waits behind it: not in a lane.
  'one long statement': <T>(pool: Source, read: (client: pg.ClientBase) => Promise<T>) => byThemselves(besideLanes(pool), 1, read),
  'one statement and names': <T>(pool: Source, read: (client: pg.ClientBase) => Promise<T>) => byThemselves(pool, 2, read),
} as const;

/**
 * Makes a view: its input is checked, and all its queries see the same state of the tables. `one statement` says that it asks no more
 * than one, which sees one state of itself; a second may look up names for what the first one found.
 */
export function makeView<Input, Result>(
  { view, says }: Pick<View<Input, Result>, 'view' | 'says'>,
  input: Schema,
  see: See<Input, Result>,
  asks: keyof typeof moments = 'statements',
): View<Input, Result> {
  const moment = moments[asks];
  const look = async (pool: Source, actor: Actor, given: Input): Promise<Outcome<Result>> => {
    const findings = [...checkSchema(given, input), ...nulFindings(given)];
    if (findings.length > 0) return refuse('bad-input', findings);
    return moment(pool, (client) => see(client, actor, given));
  };
  return Object.assign(look, { view, says, input });
}

/** PostgreSQL's text holds every character but NUL; an address may hold it. */
function nulFindings(given: unknown): Finding[] {
  return Object.entries(given as object).flatMap(([name, value]) =>
    typeof value === 'string' && value.includes('\0') ? [problem('nul', '不应含有空字符', name)] : [],
  );
}
