/** What was found in published texts that were looked through anew: kept once for each item and word, decided by people, gone by itself. */
import type pg from 'pg';
import type { Placed } from '../domain/permission.ts';
import type { FaultSide, WrittenText } from '../domain/rectification/finding.ts';
import type { RescanFound } from '../domain/rectification/rescan.ts';
import { type RescanState, rescanSteps } from '../domain/rectification/rescan-lifecycle.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import { isPublished } from './rescan-walk.ts';

export interface LookedText {
  readonly submission: number;
  readonly version: number;
}
/** A wrong word, in which text, and whose it is. */
export interface KeptFound extends Omit<RescanFound, 'raw' | 'answerKey'>, LookedText {
  readonly side: FaultSide;
}

/** All that was written of items, and what says whose an error in them is. */
export interface WrittenItem {
  readonly recorded: boolean;
  /** The item is the office's own. */
  readonly ofOffice: boolean;
  readonly versions: readonly WrittenText[];
}
export async function writtenItems(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<ReadonlyMap<number, WrittenItem>> {
  if (ids.length === 0) return new Map();
  const found = await client.query<
    { id: number; recorded: boolean; own: boolean; number: number; side: FaultSide } & {
      title: string;
      body: string;
      content: SubmissionContent;
    }
  >(
    `select s.id, s.state = 'recorded' as recorded, u.own, v.number, v.side, v.title, v.body, v.content from submissions s
     join units u on u.site_id = s.site_id and u.id = s.unit_id join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id
     where s.site_id = $1 and s.id = any($2::bigint[]) order by s.id, v.number`,
    [site, ids],
  );
  return new Map(
    [...Map.groupBy(found.rows, ({ id }) => id)].map(([id, rows]) => [
      id,
      {
        recorded: rows[0]?.recorded ?? false,
        ofOffice: rows[0]?.own ?? false,
        versions: rows.map(({ number, side, title, body, content }) => ({ number, side, text: { title, body, content } })),
      },
    ]),
  );
}

export interface KeptRescan {
  /** Words nobody had found before, or that stand there again. */
  readonly added: number;
  readonly gone: number;
}

const { lapse, return: back } = rescanSteps;
const among = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

/**
 * Keeps a batch: the texts that were looked at and still are the items' texts, the words found in them, and that others of them stand
 * there no more. What is an error of the office's list already, is that one.
 */
export async function keepRescan(
  client: pg.ClientBase,
  { site, stamp, night }: { readonly site: string; readonly stamp: string; readonly night: string },
  looked: readonly LookedText[],
  found: readonly KeptFound[],
): Promise<KeptRescan> {
  const texts = await client.query<{ id: number }>(
    `insert into rescanned_texts as t (site_id, submission_id, version_number, stamp)
     select $1, s.id, n.version, $3 from jsonb_to_recordset($2::jsonb) as n(submission bigint, version int)
     join submissions s on s.site_id = $1 and s.id = n.submission and s.text_version = n.version
     on conflict (site_id, submission_id) do update set version_number = excluded.version_number, stamp = excluded.stamp returning t.submission_id as id`,
    [site, JSON.stringify(looked), stamp],
  );
  const ids = texts.rows.map(({ id }) => id);
  const words = JSON.stringify(found.filter(({ submission }) => ids.includes(submission)));
  const gone = await client.query(
    `update rescan_findings f set state = '${lapse.to}', version = f.version + 1 where f.site_id = $1 and f.state in (${among(lapse.from)})
       and f.submission_id = any($2::bigint[]) and not exists (select from jsonb_to_recordset($3::jsonb) as n(submission bigint, word text)
         where n.submission = f.submission_id and n.word = f.word)`,
    [site, ids, words],
  );
  const kept = await client.query<{ fresh: boolean }>(
    `insert into rescan_findings as f (site_id, submission_id, version_number, word, found, found_at, suggestion, correction, kind, severity, rule, message, place, side, times,
       state, rectification_id, found_on)
     select $1, n.submission, n.version, n.word, n.found, n."foundAt", n.suggestion, n.correction, n.kind, n.severity, n.rule, n.message, n.place, n.side, n.times,
       case when r.id is null then 'found' else '${rescanSteps.confirm.to}' end, r.id, $3
     from jsonb_to_recordset($2::jsonb) as n(submission bigint, version int, word text, found text, "foundAt" int, suggestion text, correction text, kind text, severity text, rule text,
       message text, place text, side text, times int)
     left join rectifications r on r.site_id = $1 and r.submission_id = n.submission and r.word = n.word
     on conflict (site_id, submission_id, word) do update set version_number = excluded.version_number, found = excluded.found,
       found_at = excluded.found_at, suggestion = excluded.suggestion, correction = excluded.correction,
       kind = excluded.kind, severity = excluded.severity, rule = excluded.rule, message = excluded.message, place = excluded.place,
       side = excluded.side, times = excluded.times, state = case when f.state in (${among(back.from)}) then '${back.to}' else f.state end,
       found_on = case when f.state in (${among(back.from)}) then excluded.found_on else f.found_on end,
       version = f.version + case when f.state in (${among(back.from)}) then 1 else 0 end
     returning f.state = 'found' and f.found_on = $3 and (xmax = 0 or f.version > 1) as fresh`,
    [site, words, night],
  );
  return { added: kept.rows.filter(({ fresh }) => fresh).length, gone: gone.rowCount ?? 0 };
}

/** What was found in items that are published no more. */
export async function lapseUnpublished(client: pg.ClientBase, site: string): Promise<number> {
  const gone = await client.query(
    `update rescan_findings f set state = '${lapse.to}', version = f.version + 1 from submissions s
     where f.site_id = $1 and f.state in (${among(lapse.from)}) and s.site_id = f.site_id and s.id = f.submission_id and not ${isPublished('s')}`,
    [site],
  );
  return gone.rowCount ?? 0;
}

export interface LoadedRescan extends Placed {
  readonly id: number;
  readonly submission: number;
  readonly word: string;
  readonly found: string;
  readonly foundAt: number;
  readonly suggestion: string;
  readonly correction: string | undefined;
  readonly kind: RescanFound['kind'];
  readonly severity: RescanFound['severity'];
  readonly rule: string;
  readonly state: RescanState;
  readonly version: number;
  readonly foundOn: string;
}

/** Which are decided: by id, or all that wait of one rule or word (and unit), up to the newest that was seen. */
export type RescanChoice =
  | { readonly ids: readonly number[] }
  | {
      readonly rule?: string | undefined;
      readonly found?: string | undefined;
      readonly unit?: number | undefined;
      readonly upTo: number;
      readonly most: number;
    };

export async function loadRescans(client: pg.ClientBase, site: string, choice: RescanChoice): Promise<readonly LoadedRescan[]> {
  const [where, values] =
    'ids' in choice
      ? ['f.id = any($2::bigint[])', [choice.ids]]
      : [
          `f.state = 'found' and ($2::text is null or f.rule = $2) and ($3::text is null or f.found = $3) and f.id <= $4
             and ($5::bigint is null or s.unit_id = $5) order by f.id desc limit $6`,
          [choice.rule ?? null, choice.found ?? null, choice.upTo, choice.unit ?? null, choice.most],
        ];
  const found = await client.query<
    Pick<
      LoadedRescan,
      'id' | 'submission' | 'word' | 'found' | 'foundAt' | 'suggestion' | 'kind' | 'severity' | 'rule' | 'state' | 'version' | 'foundOn'
    > & {
      correction: string | null;
      unit_id: number;
      joint_ids: readonly unknown[];
      author_id: number | null;
      people: readonly unknown[] | null;
    }
  >(
    `select f.id, f.submission_id as submission, f.word, f.found, f.found_at as "foundAt", f.suggestion, f.correction, f.kind, f.severity, f.rule, f.state, f.version, f.found_on as "foundOn",
       s.unit_id, s.joint_ids, s.author_id, s.people
     from rescan_findings f join submissions s on s.site_id = f.site_id and s.id = f.submission_id where f.site_id = $1 and ${where}`,
    [site, ...values],
  );
  return found.rows.map(({ correction, unit_id, joint_ids, author_id, people, ...row }) => ({
    ...row,
    correction: correction ?? undefined,
    site,
    units: [unit_id, ...joint_ids.map(Number)],
    ...(author_id === null ? {} : { author: author_id }),
    ...(people === null ? {} : { people: people.map(Number) }),
  }));
}

export interface MovedRescan {
  readonly id: number;
  readonly version: number;
  readonly rectification?: number;
}

/** Moves those that are still as they were loaded, all to one state; false where somebody was faster with one. */
export async function moveRescans(
  client: pg.ClientBase,
  site: string,
  moved: readonly MovedRescan[],
  {
    state,
    person,
    name,
    now,
  }: { readonly state: RescanState; readonly person: number | undefined; readonly name: string; readonly now: Date },
): Promise<boolean> {
  const done = await client.query(
    `update rescan_findings f set state = $3, version = f.version + 1, rectification_id = coalesce(n.rectification, f.rectification_id),
       decided_by = $4, decided_by_name = $5, decided_at = $6
     from jsonb_to_recordset($2::jsonb) as n(id bigint, version int, rectification bigint)
     where f.site_id = $1 and f.id = n.id and f.version = n.version`,
    [site, JSON.stringify(moved), state, person ?? null, name, now],
  );
  return done.rowCount === moved.length;
}

/**
 * Says whether a word was passed over beside its item's text, and so is not to be asked. `key` is a hash of `answerKey`. What a rescan asked
 * before is decided there: it may have been ignored and brought back.
 */
export async function passedOver(
  client: pg.ClientBase,
  site: string,
  ids: readonly number[],
): Promise<(submission: number, word: string, key: string) => boolean> {
  const ignored = await client.query<{ submission_id: number; key: string }>(
    `select submission_id, key from wording_answers where site_id = $1 and submission_id = any($2::bigint[]) and answer = 'ignored'`,
    [site, ids],
  );
  const asked = await client.query<{ submission_id: number; word: string }>(
    'select submission_id, word from rescan_findings where site_id = $1 and submission_id = any($2::bigint[])',
    [site, ids],
  );
  const keys = new Set(ignored.rows.map(({ submission_id, key }) => `${submission_id} ${key}`));
  const words = new Set(asked.rows.map(({ submission_id, word }) => `${submission_id} ${word}`));
  return (submission, word, key) => keys.has(`${submission} ${key}`) && !words.has(`${submission} ${word}`);
}

/** Before a passage is covered in an item: what holds it goes, and its text is looked at anew. */
export async function forgetRescan(client: pg.ClientBase, site: string, submission: number, passage: string | undefined): Promise<void> {
  await client.query('delete from rescanned_texts where site_id = $1 and submission_id = $2', [site, submission]);
  if (passage !== undefined)
    await client.query(
      `delete from rescan_findings where site_id = $1 and submission_id = $2 and (strpos(word || coalesce(correction, '') || message, $3) > 0
         or kind = 'privacy')`,
      [site, submission, passage],
    );
}
