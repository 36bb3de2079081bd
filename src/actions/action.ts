/**
 * What an action is, and the one way to run it: input checked, permission asked, one transaction, one line of history
 * written inside it, and a refusal that rolls everything back.
 */
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { accept, type Finding, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';
import { type Actor, type Capability, may, mayIn, type Placed } from '../domain/permission.ts';
import { checkSchema, type Schema } from '../domain/schema.ts';
import type { Proofreader } from '../domain/wording/proofreader.ts';
import { moveRights, movesRights, officeDay } from '../store/actors.ts';
import { addHistory, type HistoryLine, isKeyTaken } from '../store/history.ts';
import type { Asked } from '../store/idempotency.ts';
import type { Connections } from '../store/lanes.ts';
import { inQuickTransaction } from '../store/quick-transaction.ts';
import type { Tables } from '../store/tables.ts';
import { inTransaction, isUnknownSite, lockSite, type Source, type Transaction, whyRefused } from '../store/transaction.ts';

/** What is at hand when the thing acted on is loaded. */
export interface LoadContext {
  readonly db: Kysely<Tables>;
  readonly client: pg.PoolClient;
  readonly actor: Actor;
  readonly now: Date;
}

/** What an action works with besides its input. Time enters here and nowhere else. */
export interface ActionContext extends LoadContext {
  readonly tools: Tools;
  /** Writes the action's line of history, in the order of the calls when the action ends. */
  readonly record: (
    line: Pick<HistoryLine, 'thing' | 'thingId'> & Partial<Pick<HistoryLine, 'site' | 'from' | 'to' | 'reason' | 'detail'>>,
  ) => Promise<void>;
  /**
   * What is written last goes to the server in one go with the lines of history and the end. A statement that refuses (`refuse_write`)
   * undoes everything, and what `refused` says of why is the answer.
   */
  readonly finish: (write: () => Promise<unknown>, refused: (why: string) => Refusal) => void;
  /** Says that a line of history tells of this already: the same person goes on with what they began. No other is written. */
  readonly goesOn: () => void;
  /** Progress of something long, in rows done. */
  readonly progress: (done: number) => void;
}

/** What lives long outside the tables and is handed to actions: the template engine, the content store, the key file, chance. */
export interface Tools {
  /** Fills a LiquidJS template. Throws TemplateError with a sentence where the template is wrong. */
  readonly fillTemplate: (template: string, scope: Readonly<Record<string, unknown>>) => string;
  /** SHA-256 of a text, in hex. */
  readonly sha256: (text: string) => string;
  /** Rich text as it may be stored: only the small vocabulary and files of the site; what was taken out is told. */
  readonly cleanBody: (html: string, site: string) => { readonly html: string; readonly removed: readonly Finding[] };
  /** argon2id, with its parameters and salt, in the PHC form. */
  readonly hashPassword: (password: string) => Promise<string>;
  /** Without a hash it takes as long and says no. */
  readonly verifyPassword: (hash: string | undefined, password: string) => Promise<boolean>;
  /** Encrypts with the newest key of the platform's key file. */
  readonly seal: (secret: Uint8Array) => Uint8Array;
  /** Undefined where the key file does not hold its key. Throws Error where it was tampered with. */
  readonly open: (sealed: Uint8Array) => Uint8Array | undefined;
  /** The time step of a right code of an authenticator app; undefined where the code is wrong. */
  readonly totpStep: (secret: Uint8Array, code: string, now: Date) => number | undefined;
  readonly proofreader: Proofreader;
  /** From the system's generator; for tokens and codes. */
  readonly randomBytes: (count: number) => Uint8Array;
}

/**
 * What an action acts on: loaded before it runs, so that `perform` can ask whether the actor sees it at all (else it is not there for
 * them) and may do this to it (else it is refused).
 */
export interface Subject<Input, Loaded extends Placed> {
  /** Who may not read it is told that it does not exist. */
  readonly reads: Capability | ((loaded: Loaded) => Capability);
  readonly load: (context: LoadContext, input: Input) => Promise<Loaded | undefined>;
  /** What to say where it is missing. */
  readonly missing: (input: Input) => string;
}

export interface Action<Input, Result, Loaded extends Placed = Placed> {
  /** URL, command, history word and file in one: `bulletin.issue` is issue-bulletin.ts. */
  readonly name: string;
  /** What it does, in the office's words: for the page that lists the API. */
  readonly says: string;
  readonly input: Schema;
  readonly needs: Capability;
  /** The site the input is about; undefined for the whole platform. */
  readonly siteOf: (input: Input) => string | undefined;
  /** Absent where the site as a whole, or the platform, is acted on. */
  readonly subject?: Subject<Input, Loaded>;
  /** No other action of the site runs beside it: what it freezes is then complete. */
  readonly alone?: true;
  /**
   * Asks nothing of the tables between its subject and what it hands to `finish`, and moves nobody's rights: where lanes are open it goes
   * there, and waits for no lock. Where it asks all the same, it is done in a transaction of its own.
   */
  readonly quick?: true;
  /** Open only to the program's own doors, not by name over HTTP: what it takes is checked at the door. */
  readonly inside?: true;
  /** What it writes is history itself (a seal): it leaves no line beside that. */
  readonly writesHistory?: true;
  /** Its input or its answer holds a secret: neither is kept under a request's key, so a repeated request is done again. */
  readonly secret?: true;
  readonly run: (context: ActionContext, input: Input, loaded: Loaded) => Promise<Outcome<Result>>;
}

/** An action of any kind, as a door that has only the list sees it. */
// biome-ignore lint/suspicious/noExplicitAny: the list holds actions of every input; the door checks the input against the schema
export type AnyAction = Action<any, unknown, any>;

/** The program as actions see it. */
export interface Platform {
  readonly pool: Connections;
  readonly tools: Tools;
  readonly now: () => Date;
}

/** What performing one action takes of it. */
export interface Ground extends Pick<Platform, 'tools' | 'now'> {
  readonly pool: Source;
}

export interface PerformOptions {
  readonly progress?: (done: number) => void;
  /** The asker's own name for this one request: asked again with it, the first answer is given again and nothing is done. */
  readonly idempotencyKey?: string;
}

const accepted = (outcome: Outcome<unknown>): boolean => outcome.ok;
const forbidden = refuse('forbidden', [problem('forbidden', '没有做这件事的权限')]);

/** Runs an action for an actor. Refusals are values; an accepted action that no line of history tells of is a fault. */
export async function perform<Input, Result, Loaded extends Placed>(
  platform: Ground,
  actor: Actor,
  action: Action<Input, Result, Loaded>,
  input: Input,
  options: PerformOptions = {},
): Promise<Outcome<Result>> {
  const findings = checkSchema(input, action.input);
  if (findings.length > 0) return refuse('bad-input', findings);
  const site = action.siteOf(input);
  if (!mayIn(actor, action.needs, site)) return forbidden;
  if (!action.subject && !may(actor, action.needs, site === undefined ? {} : { site })) return forbidden;
  const { idempotencyKey: key, ...rest } = options;
  const asked = key === undefined || action.secret ? undefined : { actor, key, action: action.name, input };
  const first = (transaction: Transaction) => begin(platform, transaction, actor, action, input, asked);
  const work = (transaction: Transaction, begun: Begun<Loaded>) =>
    inside(platform, transaction, begun, actor, action, input, { ...rest, ...(asked ? { asked } : {}) });
  const attempt = async (): Promise<Outcome<Result>> => {
    const { ahead, lanes } = platform.pool;
    const lane = action.quick && ahead && lanes?.take();
    const done = lane && (await inQuickTransaction({ lane, ahead }, first, work, accepted));
    return done ?? inTransaction(platform.pool, first, work, accepted);
  };
  const once = (): Promise<Outcome<Result>> =>
    attempt().catch((fault: unknown) => {
      if (fault instanceof WriteRefused) return fault.refusal;
      // Only who reaches all sites can name one that is not there; where the action did not look, the tables find it out.
      if (site !== undefined && isUnknownSite(fault)) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
      throw fault;
    });
  if (!asked) return once();
  const answeredMeanwhile = () => lockSite(platform.pool, site ?? '', false, asked);
  // The same request twice at once: the slower one finds the key taken when it ends, or is refused because of what the faster one did;
  // it is answered as the faster one was.
  const outcome = await once().catch(async (fault: unknown) => {
    if (isKeyTaken(fault)) return once();
    const answered = await answeredMeanwhile();
    if (answered) return answered as Outcome<Result>;
    throw fault;
  });
  return outcome.ok ? outcome : (((await answeredMeanwhile()) as Outcome<Result> | undefined) ?? outcome);
}

/** What is asked in one go with the beginning of the transaction, and in this order: the site's lock, then the thing acted on. */
interface Begun<Loaded> {
  /** The answer that was given before to a request of this key. */
  readonly answered: Outcome<unknown> | undefined;
  readonly loaded: Loaded | undefined;
  /** When it was asked. */
  readonly asked: Date;
}

async function begin<Input, Result, Loaded extends Placed>(
  platform: Ground,
  transaction: Transaction,
  actor: Actor,
  action: Action<Input, Result, Loaded>,
  input: Input,
  asked: Asked | undefined,
): Promise<Begun<Loaded>> {
  const now = platform.now();
  const [answered, loaded] = await Promise.all([
    transaction.hold(action.siteOf(input) ?? '', action.alone ?? false, asked),
    action.subject?.load(loadContext(transaction, actor, now), input),
  ]);
  return { answered, loaded, asked: now };
}

const loadContext = (transaction: Transaction, actor: Actor, now: Date): LoadContext => ({
  client: transaction.client,
  actor,
  now,
  get db() {
    return transaction.db;
  },
});

/** A statement at the end refused. */
class WriteRefused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function inside<Input, Result, Loaded extends Placed>(
  platform: Ground,
  transaction: Transaction,
  { answered, loaded: begun, asked: before }: Begun<Loaded>,
  actor: Actor,
  action: Action<Input, Result, Loaded>,
  input: Input,
  { progress = () => {}, asked }: Pick<PerformOptions, 'progress'> & { readonly asked?: Asked },
): Promise<Outcome<Result>> {
  if (answered) return answered as Outcome<Result>;
  const { client, atEnd } = transaction;
  const site = action.siteOf(input) ?? '';
  // Read after the lock: a fact recorded before a bulletin was frozen is then in it, and one recorded after is not.
  const now = platform.now();
  const lines: HistoryLine[] = [];
  const record: ActionContext['record'] = async (line) => {
    lines.push({ site, ...line, step: action.name, by: actor.name, person: actor.person, at: now });
  };
  const finish: ActionContext['finish'] = (write, refused) =>
    atEnd(async () => {
      try {
        await write();
      } catch (fault) {
        const why = whyRefused(fault);
        throw why === undefined ? fault : new WriteRefused(refused(why));
      }
    });
  let told = action.writesHistory === true;
  const goesOn = (): void => {
    told = true;
  };
  const context = Object.assign(loadContext(transaction, actor, now), { tools: platform.tools, record, finish, goesOn, progress });
  // The wait for the lock may have gone past midnight.
  const loaded = officeDay(before) === officeDay(now) ? begun : await action.subject?.load(context, input);
  const subject = subjectOf(actor, action, input, loaded);
  if (!subject.ok) return subject;
  const outcome = await action.run(context, input, subject.value);
  if (!outcome.ok) return outcome;
  if (lines.length === 0 && !told) throw new Error(`${action.name} changed something without a line of history`);
  // Lines of another site than the one that is held: held from here on, so that sealing sees all lines up to the newest or waits.
  for (const other of new Set(lines.map((line) => line.site))) if (other !== site) await lockSite(client, other, false);
  // What one action alone changes or freezes, others were perhaps about to presume.
  if (lines.some(movesRights) || (action.alone && !action.writesHistory)) atEnd(() => moveRights(client));
  atEnd(() => addHistory(client, lines, asked && { ...asked, answer: outcome.value, now }));
  return outcome;
}

/** The thing acted on, where the actor may see it and do this to it. */
function subjectOf<Input, Result, Loaded extends Placed>(
  actor: Actor,
  { subject, needs }: Action<Input, Result, Loaded>,
  input: Input,
  loaded: Loaded | undefined,
): Outcome<Loaded> {
  // An action on the whole site or platform reads nothing here, and `run` gets nothing.
  if (!subject) return accept(undefined as unknown as Loaded);
  const reads = loaded && (typeof subject.reads === 'function' ? subject.reads(loaded) : subject.reads);
  if (!loaded || !reads || !may(actor, reads, loaded)) return refuse('not-found', [problem('not-found', subject.missing(input))]);
  return may(actor, needs, loaded) ? accept(loaded) : forbidden;
}
