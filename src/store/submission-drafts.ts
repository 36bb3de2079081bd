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
  /** What the unit filled in last: signer, responsible editor, phone. */
  readonly defaults: Pick<SubmissionContent, 'signer' | 'responsibleEditor' | 'phone'>;
}

export async function loadWritingUnit(
  client: pg.ClientBase,
  site: string,
  unit: number,
  today: string,
): Promise<Omit<WritingUnit, 'author'> | undefined> {
  const found = await client.query<{ name: string; active: boolean; body: WritingUnit['defaults'] | null }>(
    prepared(
      `select u.name, d.body, (u.active_from is null or u.active_from <= $3::date) and (u.active_to is null or u.active_to >= $3::date)
         and (u.merged_on is null or u.merged_on > $3::date) as active
       from units u left join unit_defaults d on d.site_id = u.site_id and d.unit_id = u.id where u.site_id = $1 and u.id = $2`,
      [site, unit, today],
    ),
  );
  const [row] = found.rows;
  return row && { site, unit, units: [unit], name: row.name, active: row.active, defaults: row.body ?? {} };
}

export interface NewDraft {
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

export interface DraftMade {
  readonly id: number;
  readonly unknownFiles: readonly string[];
  readonly unknownUnits: readonly number[];
  readonly unknownSection: boolean;
}

const linked = `,
  linked as (insert into submission_files (site_id, submission_id, sha256)
    select $1, made.id, f.sha256 from made, files f where f.site_id = $1 and f.sha256 = any($14::text[]))`;

/** Adds a draft with its text and files in one statement. Named files and units that the site does not have are told. */
export async function addDraft(client: pg.ClientBase, draft: NewDraft, now: Date): Promise<DraftMade> {
  const made = await client.query<{
    id: number;
    unknown_files: readonly string[] | null;
    unknown_units: readonly number[] | null;
    unknown_section: boolean;
  }>(
    prepared(
      `with fresh as (select nextval('submissions_id_seq') as id),
       made as (insert into submissions (site_id, id, unit_id, source_key, title, recorded_at, state, kind, author_id, section_id, joint_ids, event_on,
           disclosure, paper_on, changed_at) overriding system value
         select $1, id, $2::bigint, '#' || id, $3, $4, 'draft', $5, $6::bigint, ${openSection('$1', '$7::bigint')}, $8::bigint[], $9::date, $10, $11::date, $4::timestamptz
         from fresh returning id),
       written as (insert into submission_texts (site_id, submission_id, body, content, changed_by, changed_at)
         select $1, id, $12, $13::jsonb, $6::bigint, $4::timestamptz from made)${draft.files.length > 0 ? linked : ''}
       select id, ${draft.files.length > 0 ? unknownFiles('$1', '$14', '$6', 'null') : '$14::text[]'} as unknown_files,
         ${draft.jointIds.length > 0 ? unknownUnits('$1', '$8') : 'null::bigint[]'} as unknown_units,
         $7::bigint is not null and ${openSection('$1', '$7::bigint')} is null as unknown_section
       from made`,
      [
        ...[draft.site, draft.unit, draft.title, now, draft.kind, draft.author, draft.section, draft.jointIds, draft.eventOn],
        ...[draft.disclosure, draft.paperOn, draft.body, JSON.stringify(draft.content), draft.files],
      ],
    ),
  );
  const row = made.rows[0];
  if (!row) throw new Error('a draft was not added');
  return {
    id: row.id,
    unknownFiles: row.unknown_files ?? [],
    unknownUnits: (row.unknown_units ?? []).map(Number),
    unknownSection: row.unknown_section,
  };
}
