/** What the office decided about one item: its adoptions with everybody's part, publications, instructions, and what was merged into it. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import type { SubmissionText } from '../domain/submission/submission.ts';
import { loadVersion } from '../store/submission-texts.ts';
import { loadSubmission } from '../store/submissions.ts';
import {
  type AdoptionClaimRow,
  adoptionClaimColumns,
  claimTables,
  type InstructionRow,
  instructionColumns,
  type ShownAdoptionClaim,
  type ShownInstruction,
  shownAdoption,
  shownInstruction,
} from './adoptions-to-confirm.ts';
import { decidedColumns, type ListedPublication, publicationsOf } from './publication-list.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SubmissionDecisionsInput {
  readonly site: string;
  readonly submission: number;
}
export interface ShownShare {
  readonly unit: string;
  readonly top: number;
  readonly bottom: number;
}
export interface DecidedAdoption extends ShownAdoptionClaim {
  readonly section: string | null;
  readonly shares: readonly ShownShare[];
  /** Its fact was posted: it counts, or counted until it was taken back. */
  readonly counted: boolean;
}
export interface MergedItem {
  readonly submission: number;
  readonly title: string;
  readonly unit: string;
  readonly state: SubmissionState;
  readonly stateName: string;
}
export interface SubmissionDecisions {
  readonly submission: number;
  readonly version: number;
  readonly adoptions: readonly DecidedAdoption[];
  readonly publications: readonly ListedPublication[];
  readonly instructions: readonly ShownInstruction[];
  readonly merged: readonly MergedItem[];
  readonly mergedInto: MergedItem | null;
  /** Whose it is: the units of this item and of those merged into it, each once, its own first. */
  readonly sharing: readonly { readonly id: number; readonly name: string }[];
  readonly modelComment: string | null;
  readonly reviewBy: string | null;
  /** The unit's text as it came, and the office's where it edited it: side by side. */
  readonly unitText: (SubmissionText & { readonly number: number }) | null;
  readonly officeText: (SubmissionText & { readonly number: number; readonly writtenBy: string }) | null;
}

export const submissionDecisions = makeView<SubmissionDecisionsInput, SubmissionDecisions>(
  { view: 'submission-decisions', says: '办公室对一件稿件的决定：采用、发布、批示和并入的稿件' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission }) => {
    const item = await loadSubmission(client, site, submission);
    if (!item || !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    const adoptions = await client.query<
      AdoptionClaimRow & Pick<DecidedAdoption, 'section' | 'counted'> & { shares: readonly ShownShare[] | null }
    >(
      `select ${adoptionClaimColumns}, k.name as section,
         exists (select from facts f where f.site_id = d.site_id and f.source_key = 'adoption:' || d.id) as counted,
         (select json_agg(json_build_object('unit', n.name, 'top', h.share_top, 'bottom', h.share_bottom) order by h.lead desc, n.position)
          from adoption_shares h join units n on n.site_id = h.site_id and n.id = h.unit_id
          where h.site_id = d.site_id and h.adoption_id = d.id) as shares
       from adoptions d ${claimTables} left join sections k on k.site_id = d.site_id and k.id = d.section_id
       where d.site_id = $1 and d.submission_id = $2 order by d.id`,
      [site, submission],
    );
    const instructions = await client.query<InstructionRow>(
      `select ${instructionColumns} from instructions d ${claimTables} where d.site_id = $1 and d.submission_id = $2 order by d.id`,
      [site, submission],
    );
    const around = await client.query<{
      publications: Parameters<typeof publicationsOf>[0];
      merged: readonly MergedItem[] | null;
      merged_into: MergedItem | null;
      sharing: SubmissionDecisions['sharing'];
      model_comment: string | null;
      review_by: string | null;
      unit_number: number | null;
      office_number: number | null;
      office_by: string | null;
    }>(
      `select ${decidedColumns}, s.model_comment, s.review_by, v.unit_number, v.office_number, v.office_by,
         (select json_agg(json_build_object('submission', m.id, 'title', m.title, 'unit', n.name, 'state', m.state) order by m.id)
          from submissions m join units n on n.site_id = m.site_id and n.id = m.unit_id
          where m.site_id = s.site_id and m.merged_into = s.id) as merged,
         (select json_build_object('submission', m.id, 'title', m.title, 'unit', n.name, 'state', m.state)
          from submissions m join units n on n.site_id = m.site_id and n.id = m.unit_id
          where m.site_id = s.site_id and m.id = s.merged_into) as merged_into,
         (select json_agg(json_build_object('id', n.id, 'name', n.name) order by n.id <> s.unit_id, n.position, n.id) from units n
          where n.site_id = s.site_id and n.id in (select unnest(m.unit_id || m.joint_ids) from submissions m
            where m.site_id = s.site_id and (m.id = s.id or m.merged_into = s.id))) as sharing
       from submissions s left join lateral (select max(t.number) filter (where t.side = 'unit') as unit_number,
           max(t.number) filter (where t.side = 'office') as office_number,
           (array_agg(t.written_by_name order by t.number desc) filter (where t.side = 'office'))[1] as office_by
         from submission_versions t where t.site_id = s.site_id and t.submission_id = s.id) v on true
       where s.site_id = $1 and s.id = $2`,
      [site, submission],
    );
    const [row] = around.rows;
    if (!row) throw new Error(`submission ${site}/${submission} was there a moment ago`);
    const unit = row.unit_number === null ? undefined : await loadVersion(client, site, submission, row.unit_number);
    // A unit's newer text (it was sent back and came again) leaves the office's old one behind.
    const newer = row.office_number !== null && row.office_number > (row.unit_number ?? 0) ? row.office_number : undefined;
    const office = newer === undefined ? undefined : await loadVersion(client, site, submission, newer);
    const named = (one: MergedItem): MergedItem => ({ ...one, stateName: stateNames[one.state] });
    return accept({
      submission,
      version: item.version,
      adoptions: adoptions.rows.map(({ section, counted, shares, ...claim }) => ({
        ...shownAdoption(claim, site, actor),
        section,
        counted,
        shares: shares ?? [],
      })),
      publications: publicationsOf(row.publications, actor, item),
      instructions: instructions.rows.map((one) => shownInstruction(one, site, actor)),
      merged: (row.merged ?? []).map(named),
      mergedInto: row.merged_into && named(row.merged_into),
      sharing: row.sharing,
      modelComment: row.model_comment,
      reviewBy: row.review_by,
      unitText: unit && row.unit_number !== null ? { number: row.unit_number, ...unit } : null,
      officeText: office && newer !== undefined ? { number: newer, writtenBy: row.office_by ?? '', ...office } : null,
    });
  },
);
