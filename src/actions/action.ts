/**
 * What an action is, and the one way to run it: input checked, permission asked, one transaction, one line of history
 * written inside it, and a refusal that rolls everything back.
 */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, type Capability, may } from '../domain/permission.ts';
import { checkSchema, type Schema } from '../domain/schema.ts';
import { addHistory, type HistoryLine } from '../store/history.ts';
import type { Tables } from '../store/tables.ts';
import { inTransaction, lockSite } from '../store/transaction.ts';

/** What an action works with besides its input. Time enters here and nowhere else. */
export interface ActionContext {
  readonly db: Kysely<Tables>;
  readonly client: pg.PoolClient;
  readonly actor: Actor;
  readonly now: Date;
  readonly tools: Tools;
  /** Writes the action's line of history. */
  readonly record: (
    line: Pick<HistoryLine, 'site' | 'thing' | 'thingId'> & Partial<Pick<HistoryLine, 'from' | 'to' | 'reason' | 'detail'>>,
  ) => Promise<void>;
  /** Progress of something long, in rows done. */
  readonly progress: (done: number) => void;
}

/** What lives long outside the tables and is handed to actions: the template engine, the content store. */
export interface Tools {
  /** Fills a LiquidJS template. Throws TemplateError with a sentence where the template is wrong. */
  readonly fillTemplate: (template: string, scope: Readonly<Record<string, unknown>>) => string;
  /** SHA-256 of a text, in hex. */
  readonly sha256: (text: string) => Promise<string> | string;
}

export interface Action<Input, Result> {
  /** URL, command, history word and file in one: `bulletin.issue` is issue-bulletin.ts. */
  readonly name: string;
  readonly input: Schema;
  readonly needs: Capability;
  /** The site the input is about; undefined for the whole platform. */
  readonly siteOf: (input: Input) => string | undefined;
  /** No other action of the site runs beside it: what it freezes is then complete. */
  readonly alone?: true;
  readonly run: (context: ActionContext, input: Input) => Promise<Outcome<Result>>;
}

/** The program as actions see it. */
export interface Platform {
  readonly pool: pg.Pool;
  readonly tools: Tools;
  readonly now: () => Date;
}

export interface PerformOptions {
  readonly progress?: (done: number) => void;
}

/** Runs an action for an actor. Refusals are values; an accepted action without history is a fault. */
export async function perform<Input, Result>(
  platform: Platform,
  actor: Actor,
  action: Action<Input, Result>,
  input: Input,
  options: PerformOptions = {},
): Promise<Outcome<Result>> {
  const findings = checkSchema(input, action.input);
  if (findings.length > 0) return refuse('bad-input', findings);
  if (!may(actor, action.needs, action.siteOf(input))) return refuse('forbidden', [problem('forbidden', '没有做这件事的权限')]);
  return inTransaction(
    platform.pool,
    async ({ db, client }) => {
      const site = action.siteOf(input);
      if (site !== undefined) await lockSite(client, site, action.alone ?? false);
      // Read after the lock: a fact recorded before a bulletin was frozen is then in it, and one recorded after is not.
      const now = platform.now();
      let recorded = 0;
      const outcome = await action.run(
        {
          db,
          client,
          actor,
          now,
          tools: platform.tools,
          record: async (line) => {
            recorded += 1;
            await addHistory(db, { ...line, step: action.name, by: actor.name, at: now });
          },
          progress: options.progress ?? (() => {}),
        },
        input,
      );
      if (outcome.ok && recorded === 0) throw new Error(`${action.name} changed something without a line of history`);
      return outcome;
    },
    (outcome) => outcome.ok,
  );
}
