/** What was claimed with evidence and waits for a second person: adoptions above, and leaders' instructions. */

import {
  type AdoptionState,
  type AdoptionStep,
  adoptionStateNames,
  type InstructionState,
  type InstructionStep,
  openAdoptionSteps,
  openInstructionSteps,
} from '../domain/adoption/lifecycle.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type Actor, may, type Placed } from '../domain/permission.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface AdoptionsToConfirmInput {
  readonly site: string;
  readonly what?: 'adoption' | 'instruction';
  readonly after?: string;
  readonly limit?: number;
}

/** A claim as lists and the item's page show it. */
export interface ShownClaim {
  readonly version: number;
  readonly state: AdoptionState | InstructionState;
  readonly stateName: string;
  readonly submission: number;
  readonly title: string;
  readonly unit: string;
  readonly outlet: string | null;
  readonly level: string | null;
  /** The day it appeared, or the leader wrote it. */
  readonly on: string;
  readonly evidence: string | null;
  readonly evidenceSha256: string | null;
  readonly note: string | null;
  readonly claimedBy: string;
  readonly claimedAt: string;
}
export interface ShownAdoptionClaim extends ShownClaim {
  readonly adoption: number;
  readonly form: string | null;
  readonly kind: string | null;
  readonly steps: readonly OpenLifeStep<AdoptionStep>[];
}
export interface ShownInstruction extends ShownClaim {
  readonly instruction: number;
  readonly leader: string;
  readonly steps: readonly OpenLifeStep<InstructionStep>[];
}
export interface AdoptionsToConfirm extends Page<ShownAdoptionClaim | ShownInstruction> {
  readonly site: VisibleSite;
  readonly what: 'adoption' | 'instruction';
}

/** Columns of a claim `d` of the item `s`; the person and the places come for the buttons. */
export const adoptionClaimColumns = `d.id, d.version, d.state, d.submission_id as submission, s.title, u.name as unit, o.name as outlet,
  coalesce(d.level, o.level) as level, d.form, d.kind, d.adopted_on as "on", d.evidence, d.evidence_sha256 as "evidenceSha256", d.note,
  d.decided_by_name as "claimedBy", d.recorded_at as "claimedAt", d.decided_by as claimer, s.author_id as author, s.unit_id || s.joint_ids as units, s.people`;
export const instructionColumns = `d.id, d.version, d.state, d.submission_id as submission, s.title, u.name as unit, o.name as outlet, d.level,
  d.leader, d.instructed_on as "on", d.evidence, d.evidence_sha256 as "evidenceSha256", d.body as note, d.recorded_by_name as "claimedBy",
  d.recorded_at as "claimedAt", d.recorded_by as claimer, s.author_id as author, s.unit_id || s.joint_ids as units, s.people`;
export const claimTables = `join submissions s on s.site_id = d.site_id and s.id = d.submission_id
  join units u on u.site_id = s.site_id and u.id = s.unit_id left join outlets o on o.site_id = d.site_id and o.id = d.outlet_id`;

interface ClaimRow extends Omit<ShownClaim, 'claimedAt' | 'stateName'> {
  readonly id: number;
  readonly claimedAt: Date;
  readonly claimer: number | null;
  readonly author: number | null;
  readonly units: readonly unknown[];
  readonly people: readonly unknown[] | null;
}
export interface AdoptionClaimRow extends ClaimRow {
  readonly state: AdoptionState;
  readonly form: string | null;
  readonly kind: string | null;
}
export interface InstructionRow extends ClaimRow {
  readonly state: InstructionState;
  readonly leader: string;
}

const placeOf = (site: string, row: ClaimRow): Placed => ({
  site,
  units: row.units.map(Number),
  ...(row.author === null ? {} : { author: row.author }),
  ...(row.people === null ? {} : { people: row.people.map(Number) }),
});
const shown = ({ id: _, claimer: __, author: ___, units: ____, people: _____, ...row }: ClaimRow) => ({
  ...row,
  stateName: adoptionStateNames[row.state],
  claimedAt: row.claimedAt.toISOString(),
});

export function shownAdoption(row: AdoptionClaimRow, site: string, actor: Actor): ShownAdoptionClaim {
  const situation = { state: row.state, claimer: row.claimer ?? undefined, author: row.author ?? undefined, person: actor.person };
  const steps = openAdoptionSteps(situation, (capability) => may(actor, capability, placeOf(site, row)));
  return { ...shown(row), adoption: row.id, form: row.form, kind: row.kind, steps };
}
export function shownInstruction(row: InstructionRow, site: string, actor: Actor): ShownInstruction {
  const situation = { state: row.state, claimer: row.claimer ?? undefined, author: row.author ?? undefined, person: actor.person };
  const steps = openInstructionSteps(situation, (capability) => may(actor, capability, placeOf(site, row)));
  return { ...shown(row), instruction: row.id, leader: row.leader, steps };
}

export const adoptionsToConfirm = makeView<AdoptionsToConfirmInput, AdoptionsToConfirm>(
  { view: 'adoptions-to-confirm', says: '待核实的上级采用和领导批示：谁登记、有什么依据、本人能办哪一步' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, what: { enum: ['adoption', 'instruction'] }, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, what = 'adoption', after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = `d.site_id = ${bind(site)} and d.state = 'claimed' and d.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}
      and ${rowsReached(actor, 'submission.read', site, placed, bind)}`;
    const tail = `${claimTables} where ${where} order by d.id desc limit ${bind(limit + 1)}`;
    if (what === 'adoption') {
      const found = await client.query<AdoptionClaimRow>(`select ${adoptionClaimColumns} from adoptions d ${tail}`, values);
      return accept({ site: seen.value, what, ...pageOf(found.rows, limit, (row) => shownAdoption(row, site, actor)) });
    }
    const found = await client.query<InstructionRow>(`select ${instructionColumns} from instructions d ${tail}`, values);
    return accept({ site: seen.value, what, ...pageOf(found.rows, limit, (row) => shownInstruction(row, site, actor)) });
  },
);
