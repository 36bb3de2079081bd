/** New items: the unit they are written for, and their first row with its text. */
import type pg from 'pg';
import type { Placed } from '../domain/permission.ts';
import type { Disclosure, SubmissionContent, SubmissionKind } from '../domain/submission/submission.ts';
import { prepared } from './prepared.ts';
import { openSection, unknownFiles, unknownUnits } from './submission-step.ts';

/** A unit somebody is about to write for. */
export interface WritingUnit extends Placed {
  readonly site: string;
  readonly unit: number;
  readonly units: readonly number[];
  readonly name: string;
  /** At work on the day. */
  readonly active: boolean;
  /** The id that the item gets. */
  readonly fresh: number;
  /** What the unit filled in last: signer, responsible editor, phone. */
  readonly defaults: Pick<SubmissionContent, 'signer' | 'responsibleEditor' | 'phone'>;
}

export async function loadWritingUnit(
  client: pg.ClientBase,
  site: string,
  unit: number,
  today: string,
): Promise<Omit<WritingUnit, 'author'> | undefined> {
  const found = await client.query<{ name: string; active: boolean; fresh: number; body: WritingUnit['defaults'] | null }>(
    prepared(
      `select u.name, d.body, nextval('submissions_id_seq') as fresh, (u.active_from is null or u.active_from <= $3::date) and (u.active_to is null or u.active_to >= $3::date)
         and (u.merged_on is null or u.merged_on > $3::date) as active
       from units u left join unit_defaults d on d.site_id = u.site_id and d.unit_id = u.id where u.site_id = $1 and u.id = $2`,
      [site, unit, today],
    ),
  );
  const [row] = found.rows;
  return row && { site, unit, units: [unit], name: row.name, active: row.active, fresh: row.fresh, defaults: row.body ?? {} };
}

export interface NewDraft {
  readonly id: number;
  readonly site: string;
  readonly unit: number;
  readonly author: number;
  readonly title: string;
  readonly kind: SubmissionKind;
  readonly body: string;
  readonly content: SubmissionContent;
  readonly section: number | null;
  readonly eventOn: string | null;
  readonly disclosure: Disclosure | null;
  readonly jointIds: readonly number[];
  readonly paperOn: string | null;
  readonly files: readonly string[];
}

/** Names in a draft that the site does not have. */
export interface UnknownNames {
  readonly unknownFiles: readonly string[];
  readonly unknownUnits: readonly number[];
  readonly unknownSection: boolean;
}

const linked = `,
  linked as (insert into submission_files (site_id, submission_id, sha256)
    select $1, made.id, f.sha256 from made, files f where f.site_id = $1 and f.sha256 = any($15::text[]))`;

/** Adds a draft with its text and files in one statement, which refuses (`refuse_write`) names that the site does not have: `unknownIn` reads them. */
export async function addDraft(client: pg.ClientBase, draft: NewDraft, now: Date): Promise<void> {
  await client.query(
    prepared(
      `with made as (insert into submissions (site_id, id, unit_id, source_key, title, recorded_at, state, kind, author_id, section_id, joint_ids, event_on,
           disclosure, paper_on, changed_at) overriding system value
         values ($1, $2::bigint, $3::bigint, '#' || $2::bigint, $4, $5, 'draft', $6, $7::bigint, ${openSection('$1', '$8::bigint')}, $9::bigint[], $10::date, $11,
           $12::date, $5::timestamptz) returning id),
       written as (insert into submission_texts (site_id, submission_id, body, content, changed_by, changed_at)
         select $1, id, $13, $14::jsonb, $7::bigint, $5::timestamptz from made)${draft.files.length > 0 ? linked : ''}
       select refuse_write(to_json(r)::text) from (
         select ${draft.files.length > 0 ? unknownFiles('$1', '$15', '$7', 'null') : '$15::text[]'} as files,
           ${draft.jointIds.length > 0 ? unknownUnits('$1', '$9') : 'null::bigint[]'} as units,
           $8::bigint is not null and ${openSection('$1', '$8::bigint')} is null as section
         from made) r
       where r.units is not null or r.section or ${draft.files.length > 0 ? 'r.files is not null' : 'false'}`,
      [
        ...[draft.site, draft.id, draft.unit, draft.title, now, draft.kind, draft.author, draft.section, draft.jointIds, draft.eventOn],
        ...[draft.disclosure, draft.paperOn, draft.body, JSON.stringify(draft.content), draft.files],
      ],
    ),
  );
}

/** What `addDraft` said of names it does not know. */
export function unknownIn(why: string): UnknownNames {
  const { files, units, section } = JSON.parse(why) as {
    readonly files: readonly string[] | null;
    readonly units: readonly number[] | null;
    readonly section: boolean;
  };
  return { unknownFiles: files ?? [], unknownUnits: units ?? [], unknownSection: section };
}
