/** What a view is: a reading at one moment, for one actor, that gives plain data or a refusal. */
import type pg from 'pg';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { checkSchema, type Schema } from '../domain/schema.ts';
import type { Proofreader } from '../domain/wording/proofreader.ts';
import { atOneMoment, besideLanes, byThemselves, type Source } from '../store/transaction.ts';

/** What lives long outside the tables, of which a view may ask something. */
export interface ViewTools {
  readonly proofreader: Proofreader;
  /** SHA-256 of a text, in hex. */
  readonly sha256: (text: string) => string;
}

export interface View<Input, Result> {
  /** Without tools a view that would ask them says that it could not. */
  (pool: Source, actor: Actor, input: Input, tools?: ViewTools): Promise<Outcome<Result>>;
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
  return makeLookingView({ view, says }, input, see, accept, asks);
}

/**
 * The same, where something is asked outside the tables of what they gave (`look`): no connection is held meanwhile. `see` may ask
 * what is known there already.
 */
export function makeLookingView<Input, Seen, Result>(
  { view, says }: Pick<View<Input, Result>, 'view' | 'says'>,
  input: Schema,
  see: (client: pg.ClientBase, actor: Actor, input: Input, tools: ViewTools | undefined) => Promise<Outcome<Seen>>,
  look: (seen: Seen, tools: ViewTools | undefined) => Outcome<Result> | Promise<Outcome<Result>>,
  asks: keyof typeof moments = 'statements',
): View<Input, Result> {
  const moment = moments[asks];
  const run = async (pool: Source, actor: Actor, given: Input, tools?: ViewTools): Promise<Outcome<Result>> => {
    const findings = [...checkSchema(given, input), ...nulFindings(given)];
    if (findings.length > 0) return refuse('bad-input', findings);
    const seen = await moment(pool, (client) => see(client, actor, given, tools));
    return seen.ok ? look(seen.value, tools) : seen;
  };
  return Object.assign(run, { view, says, input });
}

/** PostgreSQL's text holds every character but NUL; an address may hold it. */
function nulFindings(given: unknown): Finding[] {
  return Object.entries(given as object).flatMap(([name, value]) =>
    typeof value === 'string' && value.includes('\0') ? [problem('nul', '不应含有空字符', name)] : [],
  );
}
