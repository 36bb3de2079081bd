/** What hangs on an item: its conversation, texts, signatures, adoptions, publications, files, links, history; each in the order it happened. */
import type { LoadedSubmission } from '../store/submissions.ts';
import { type HistoryEntry, mostEntries } from './history-entries.ts';

interface Named {
  readonly id: number;
  readonly name: string;
}
/** Moments are ISO 8601, days YYYY-MM-DD. */
export interface SubmissionParts {
  readonly site: { readonly id: string; readonly name: string };
  readonly unit: Named;
  readonly joint: readonly Named[];
  readonly author: Named | null;
  readonly section: Named | null;
  readonly claimedBy: Named | null;
  readonly claimedAt: string | null;
  /** Only these see it; null where it is open. */
  readonly people: readonly Named[] | null;
  /** Why it was returned, rejected or withdrawn. */
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly reasonName: string | null;
  readonly mergedInto: { readonly id: number; readonly title: string; readonly unitName: string } | null;
  /** Items that were merged into this one. */
  readonly merged: readonly { readonly id: number; readonly title: string; readonly unitName: string }[];
  readonly modelComment: string | null;
  readonly reviewBy: string | null;
  readonly origin: { readonly site: string; readonly submission: number } | null;
  readonly remarks: readonly {
    readonly id: number;
    readonly kind: 'comment' | 'return' | 'reject' | 'expert';
    readonly name: string;
    readonly mine: boolean;
    readonly body: string;
    readonly textVersion: number | null;
    readonly at: string;
  }[];
  /** Id of the pinned remark. */
  readonly pinned: number | null;
  readonly versions: readonly {
    readonly number: number;
    readonly side: 'unit' | 'office';
    readonly by: string;
    readonly sha256: string;
    readonly at: string;
  }[];
  /** What was taken out of its texts for good, by two persons; why only for whoever may redact it. */
  readonly redactions: readonly {
    readonly versions: readonly number[];
    /** In characters. */
    readonly length: number;
    readonly files: number;
    readonly proposedBy: string;
    readonly confirmedBy: string;
    readonly at: string;
    readonly reason: string | null;
  }[];
  readonly signatures: readonly {
    readonly textVersion: number;
    readonly sha256: string;
    readonly as: 'author' | 'reviewer' | 'office' | 'ratifier' | 'publisher';
    readonly level: number;
    readonly name: string;
    readonly opinion: string | null;
    readonly at: string;
  }[];
  readonly adoptions: readonly {
    readonly id: number;
    readonly outlet: string;
    readonly outletKind: string;
    readonly section: string | null;
    readonly state: string;
    readonly form: string | null;
    readonly kind: string | null;
    readonly level: string | null;
    readonly adoptedOn: string;
    readonly evidence: string | null;
    readonly note: string | null;
    readonly by: string;
    readonly version: number;
    readonly shares: readonly {
      readonly unit: number;
      readonly name: string;
      readonly top: number;
      readonly bottom: number;
      readonly lead: boolean;
    }[];
  }[];
  readonly publications: readonly {
    readonly id: number;
    readonly channel: string;
    readonly textVersion: number;
    readonly state: string;
    readonly version: number;
    readonly dueAt: string;
    readonly attempts: number;
    readonly fault: string | null;
    readonly deliveredAt: string | null;
    readonly address: string | null;
    readonly by: string;
  }[];
  readonly instructions: readonly {
    readonly id: number;
    readonly state: string;
    readonly version: number;
    readonly leader: string;
    readonly level: string;
    readonly on: string;
    readonly body: string | null;
    readonly by: string;
  }[];
  /** Files its texts show or carry, as they were received. */
  readonly files: readonly { readonly sha256: string; readonly name: string; readonly mediaType: string; readonly byteSize: number }[];
  /** Links of outside experts with their visits; empty for whoever may not discuss the item. */
  readonly expertLinks: readonly {
    readonly id: number;
    readonly name: string;
    readonly textVersion: number;
    readonly endsAt: string;
    readonly revokedAt: string | null;
    readonly visits: readonly { readonly what: 'read' | 'comment'; readonly address: string; readonly at: string }[];
  }[];
  readonly history: readonly HistoryEntry[];
}

/** A list as JSON in the order of its ids; empty where there is none. */
const listed = (fields: string, from: string, order = 'x.id'): string =>
  `(select coalesce(json_agg(json_build_object(${fields}) order by ${order}), '[]') from ${from})`;
const of = (table: string): string => `${table} x where x.site_id = s.site_id and x.submission_id = s.id`;
/** A moment as JavaScript writes it. */
const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const other = (place: string): string =>
  `(select coalesce(json_agg(json_build_object('id', m.id, 'title', m.title, 'unitName', mu.name) order by m.id), '[]')
    from submissions m join units mu on mu.site_id = m.site_id and mu.id = m.unit_id where m.site_id = s.site_id and ${place})`;

/** What was found, as JSON: an expression over the item `s`, its site `w`, unit `u` and author `a`. */
export const submissionPartsSql = `json_build_object(
  'site', json_build_object('id', w.id, 'name', w.name), 'unit', json_build_object('id', u.id, 'name', u.name),
  'author', case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end,
  'section', (select json_build_object('id', k.id, 'name', k.name) from sections k where k.site_id = s.site_id and k.id = s.section_id),
  'claimedBy', (select json_build_object('id', c.id, 'name', c.name) from people c where c.id = s.claimed_by), 'claimedAt', ${iso('s.claimed_at')},
  'joint', (select coalesce(json_agg(json_build_object('id', j.id, 'name', j.name) order by array_position(s.joint_ids, j.id)), '[]')
    from units j where j.site_id = s.site_id and j.id = any(s.joint_ids)),
  'people', case when s.people is not null then (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) order by p.id), '[]')
    from people p where p.id = any(s.people)) end,
  'reason', s.reason, 'reasonCode', s.reason_code, 'mergedIntoList', ${other('m.id = s.merged_into')}, 'merged', ${other('m.merged_into = s.id')},
  'modelComment', s.model_comment, 'reviewBy', s.review_by,
  'origin', case when s.origin_site is not null then json_build_object('site', s.origin_site, 'submission', s.origin_id) end,
  'remarks', ${listed(`'id', x.id, 'kind', x.kind, 'name', x.name, 'mine', x.person_id is not null and x.person_id = s.author_id, 'body', x.body, 'textVersion', x.version_number, 'at', ${iso('x.recorded_at')}`, of('submission_remarks'))},
  'pinned', (select remark_id from submission_pins x where x.site_id = s.site_id and x.submission_id = s.id),
  'versions', ${listed(`'number', x.number, 'side', x.side, 'by', x.written_by_name, 'sha256', x.sha256, 'at', ${iso('x.recorded_at')}`, of('submission_versions'), 'x.number')},
  'redactions', ${listed(`'versions', x.versions, 'length', x.length, 'files', cardinality(x.files), 'proposedBy', x.proposed_by_name, 'confirmedBy', x.decided_by_name, 'at', ${iso('x.decided_at')}, 'reason', x.reason`, `${of('redactions')} and x.state = 'done'`)},
  'signatures', ${listed(`'textVersion', x.version_number, 'sha256', x.sha256, 'as', x.as_what, 'level', x.level, 'name', x.name, 'opinion', x.opinion, 'at', ${iso('x.recorded_at')}`, of('submission_signatures'))},
  'adoptions', ${listed(
    `'id', x.id, 'outlet', o.name, 'outletKind', o.kind, 'section', xk.name, 'state', x.state, 'form', x.form, 'kind', x.kind, 'level', coalesce(x.level, o.level),
     'adoptedOn', x.adopted_on, 'evidence', x.evidence, 'note', x.note, 'by', x.decided_by_name, 'version', x.version,
     'shares', (select coalesce(json_agg(json_build_object('unit', h.unit_id, 'name', hu.name, 'top', h.share_top, 'bottom', h.share_bottom, 'lead', h.lead)
        order by h.lead desc, h.unit_id), '[]') from adoption_shares h join units hu on hu.site_id = h.site_id and hu.id = h.unit_id
        where h.site_id = x.site_id and h.adoption_id = x.id)`,
    `adoptions x join outlets o on o.site_id = x.site_id and o.id = x.outlet_id left join sections xk on xk.site_id = x.site_id and xk.id = x.section_id
     where x.site_id = s.site_id and x.submission_id = s.id`,
  )},
  'publications', ${listed(
    `'id', x.id, 'channel', n.name, 'textVersion', x.version_number, 'state', x.state, 'version', x.version, 'dueAt', ${iso('x.due_at')}, 'attempts', x.attempts,
     'fault', x.fault, 'deliveredAt', ${iso('x.delivered_at')}, 'address', x.address, 'by', x.ordered_by_name`,
    'publications x join channels n on n.site_id = x.site_id and n.id = x.channel_id where x.site_id = s.site_id and x.submission_id = s.id',
  )},
  'instructions', ${listed(`'id', x.id, 'state', x.state, 'version', x.version, 'leader', x.leader, 'level', x.level, 'on', x.instructed_on, 'body', x.body, 'by', x.recorded_by_name`, of('instructions'))},
  'files', ${listed(`'sha256', f.sha256, 'name', f.name, 'mediaType', f.media_type, 'byteSize', f.byte_size`, `submission_files x join files f on f.site_id = x.site_id and f.sha256 = x.sha256 where x.site_id = s.site_id and x.submission_id = s.id`, 'f.recorded_at, f.sha256')},
  'expertLinks', ${listed(
    `'id', x.id, 'name', x.name, 'textVersion', x.version_number, 'endsAt', ${iso('x.ends_at')}, 'revokedAt', ${iso('x.revoked_at')},
     'visits', (select coalesce(json_agg(json_build_object('what', i.what, 'address', i.address, 'at', ${iso('i.recorded_at')}) order by i.id), '[]')
       from expert_visits i where i.site_id = x.site_id and i.link_id = x.id)`,
    of('expert_links'),
  )},
  'history', (select coalesce(json_agg(json_build_object('step', h.step, 'from', h.from_state, 'to', h.to_state, 'by', h.by_actor, 'reason', h.reason,
      'at', ${iso('h.at')}) order by h.id), '[]')
    from (select * from history where site_id = s.site_id and thing = 'submission' and thing_id = s.id::text order by id limit ${mostEntries}) h))`;

export type PartsFound = Omit<SubmissionParts, 'reasonName' | 'mergedInto'> & { readonly mergedIntoList: SubmissionParts['merged'] };

/** The parts of an item that the actor may see. */
export function submissionParts(
  { mergedIntoList, ...parts }: PartsFound,
  item: LoadedSubmission,
  may: { readonly discuss: boolean; readonly redact: boolean },
): SubmissionParts {
  return {
    ...parts,
    reasonName: item.settings.rejectReasons.find(({ code }) => code === parts.reasonCode)?.name ?? null,
    mergedInto: mergedIntoList[0] ?? null,
    expertLinks: may.discuss ? parts.expertLinks : [],
    redactions: may.redact ? parts.redactions : parts.redactions.map((one) => ({ ...one, reason: null })),
  };
}
