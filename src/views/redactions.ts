/** Redactions of items: those that wait for a second person, and those that are decided, with what the office still has to redo outside. */
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { may, type Placed } from '../domain/permission.ts';
import {
  openRedactionSteps,
  type RedactionState,
  type RedactionStep,
  redactionStateNames,
  redactionStates,
} from '../domain/submission/redaction.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface RedactionsInput {
  readonly site: string;
  /** `proposed` where not given. */
  readonly state?: RedactionState;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownRedaction {
  readonly redaction: number;
  readonly version: number;
  readonly state: RedactionState;
  readonly stateName: string;
  readonly submission: number;
  readonly title: string;
  readonly unit: string;
  /** Only while it waits. */
  readonly passage: string | null;
  /** In characters. */
  readonly length: number;
  readonly files: readonly { readonly sha256: string; readonly name: string }[];
  readonly reason: string;
  readonly proposedBy: string;
  /** ISO 8601. */
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Text versions in which something was replaced. */
  readonly versions: readonly number[];
  /** Where a text that held it went out and still stands. */
  readonly copies: readonly { readonly channel: string | null; readonly address: string | null }[];
  readonly steps: readonly OpenLifeStep<RedactionStep>[];
}
export interface Redactions extends Page<ShownRedaction> {
  readonly site: VisibleSite;
}

interface Row extends Omit<ShownRedaction, 'stateName' | 'proposedAt' | 'decidedAt' | 'steps' | 'redaction'> {
  readonly id: number;
  readonly proposed_at: Date;
  readonly decided_at: Date | null;
  readonly proposer: number | null;
  readonly author: number | null;
  readonly units: readonly unknown[];
  readonly people: readonly unknown[] | null;
}

export const redactions = makeView<RedactionsInput, Redactions>(
  { view: 'redactions', says: '要遮盖的内容：待第二人确认的，和已经办了的；发布在外面、还要去改的地方' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, state: { enum: redactionStates }, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, state = 'proposed', after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'submission.redact', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = `r.site_id = ${bind(site)} and r.state = ${bind(state)} and r.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}
      and ${rowsReached(actor, 'submission.redact', site, placed, bind)}`;
    const found = await client.query<Row>(
      `select r.id, r.version, r.state, r.submission_id as submission, s.title, u.name as unit, r.passage, r.length, r.reason, r.proposed_by as proposer,
         r.proposed_by_name as "proposedBy", r.proposed_at, r.decided_by_name as "decidedBy", r.decided_at, r.versions, s.author_id as author,
         s.unit_id || s.joint_ids as units, s.people,
         (select coalesce(json_agg(json_build_object('sha256', f.sha256, 'name', f.name) order by f.name), '[]') from files f
           where f.site_id = r.site_id and f.sha256 = any(r.files)) as files,
         (select coalesce(json_agg(json_build_object('channel', c.name, 'address', b.address) order by b.id), '[]') from publications b
           left join channels c on c.site_id = b.site_id and c.id = b.channel_id
           where r.state = 'done' and b.site_id = r.site_id and b.submission_id = r.submission_id and b.state = 'delivered'
             and b.version_number = any(r.versions) and b.delivered_at <= r.decided_at) as copies
       from redactions r join submissions s on s.site_id = r.site_id and s.id = r.submission_id
       join units u on u.site_id = s.site_id and u.id = s.unit_id where ${where} order by r.id desc limit ${bind(limit + 1)}`,
      values,
    );
    const show = ({ id, proposed_at, decided_at, proposer, author, units, people, ...row }: Row): ShownRedaction => {
      const place: Placed = {
        ...{ site, units: units.map(Number) },
        ...(author === null ? {} : { author }),
        ...(people === null ? {} : { people: people.map(Number) }),
      };
      const situation = { state: row.state, proposer: proposer ?? undefined, person: actor.person };
      return {
        ...{ ...row, redaction: id, stateName: redactionStateNames[row.state], versions: row.versions.map(Number) },
        ...{ proposedAt: proposed_at.toISOString(), decidedAt: decided_at?.toISOString() ?? null },
        steps: openRedactionSteps(situation, (capability) => may(actor, capability, place)),
      };
    };
    return accept({ site: seen.value, ...pageOf(found.rows, limit, show) });
  },
);
