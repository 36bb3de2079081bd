/** What several steps of the office's desk write: the decision to adopt, with its shares, signature and facts; the refusal with its reason. */
import type pg from 'pg';
import type { RejectionReason } from '../domain/adoption/reasons.ts';
import { creditShares } from '../domain/adoption/shares.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { JointShare } from '../domain/submission/submission.ts';
import { officeDay } from './actors.ts';
import { addAdoption, closedOutletFindings, type LoadedOutlet, loadMerged, loadOutlets, loadSections, loadSharing } from './adoptions.ts';
import { type CreditedItem, postAdoptions, postRefusal, takeBackRefusal } from './posting.ts';
import { type SubmissionChanges, takeStep } from './submission-step.ts';
import { type LoadedSubmission, moveSubmission } from './submissions.ts';

/** An outlet as the editor chose it. */
export interface ChosenOutlet {
  readonly outlet: number;
  readonly form?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly section?: number;
  readonly shares?: readonly JointShare[];
}

/** Who acts, and when. */
export interface ActedBy {
  readonly person: number | undefined;
  readonly name: string;
  readonly now: Date;
}

/** The item as its facts tell of it. */
export const creditedItem = (loaded: LoadedSubmission): CreditedItem => ({
  site: loaded.site,
  submission: loaded.id,
  unit: loaded.unit,
  jointIds: loaded.jointIds,
  kind: loaded.kind,
  eventOn: loaded.eventOn,
});

/**
 * What stands against these outlets and sections: unknown ones, closed ones, one named twice, and those where something is only ever claimed with
 * evidence (upper sites, press), since our decision puts nothing there.
 */
export async function outletFindings(client: pg.ClientBase, site: string, chosen: readonly ChosenOutlet[]): Promise<readonly Finding[]> {
  const outlets = new Map(
    (
      await loadOutlets(
        client,
        site,
        chosen.map(({ outlet }) => outlet),
      )
    ).map((one) => [one.id, one]),
  );
  const wanted = chosen.flatMap(({ section }) => (section === undefined ? [] : [section]));
  const sections = await loadSections(client, site, wanted);
  return chosen.flatMap(({ outlet, section }, index): Finding[] => {
    const where = `outlets[${index}]`;
    const found = outlets.get(outlet);
    const twice = chosen.findIndex((one) => one.outlet === outlet) < index;
    return [
      ...(found ? decidedHere(found, where) : [problem('unknown-outlet', `没有第 ${outlet} 号采用载体`, `${where}.outlet`)]),
      ...(twice ? [problem('outlet-twice', '同一载体写了两次', `${where}.outlet`)] : []),
      ...(section === undefined || sections.has(section)
        ? []
        : [problem('unknown-section', `没有第 ${section} 号栏目`, `${where}.section`)]),
    ];
  });
}

const decidedHere = (outlet: LoadedOutlet, where: string): Finding[] =>
  outlet.kind === 'own-site' || outlet.kind === 'journal'
    ? closedOutletFindings(outlet, `${where}.outlet`)
    : [problem('claimed-outlet', `“${outlet.name}”的采用不由本机关决定，请凭证据登记，由第二人核实`, `${where}.outlet`)];

/**
 * Writes the decision to adopt: the item moves, its adoptions are made with the shares of all units, its facts are posted where the
 * rulebook counts decisions. Refuses where somebody was faster (`stale-version`), or an outlet has it already.
 */
export async function adoptInto(
  client: pg.ClientBase,
  loaded: LoadedSubmission,
  chosen: readonly ChosenOutlet[],
  step: { readonly changes: SubmissionChanges; readonly as: 'office' | 'publisher'; readonly opinion?: string | undefined },
  { person, name, now }: ActedBy,
): Promise<Outcome<readonly number[]>> {
  const own = await loadSharing(client, loaded);
  const merged = await loadMerged(client, loaded.site, loaded.id);
  const moved = await moveSigned(client, loaded, step, { person, name, now });
  if (!moved) return refuse('stale-version', [problem('stale-version', '这件已被别人改过，请先看过现在的内容再办理', 'version')]);
  const adoptions: number[] = [];
  for (const [index, one] of chosen.entries()) {
    const shares = creditShares(own, merged, one.shares);
    if (!shares.ok)
      return refuse(
        shares.code,
        shares.findings.map((finding) => ({ ...finding, where: `outlets[${index}].shares` })),
      );
    const { outlet, section = loaded.section, form, kind, level } = one;
    const adoption = await addAdoption(client, loaded.site, {
      ...{ submission: loaded.id, outlet, section, state: 'decided', form, kind, level, adoptedOn: officeDay(now) },
      ...{ by: person, byName: name, shares: shares.value, now },
    });
    if (adoption === undefined) return refuse('conflict', [problem('in-outlet', '这件在这个载体已有采用记录', `outlets[${index}].outlet`)]);
    adoptions.push(adoption);
  }
  await postAdoptions(client, creditedItem(loaded), 'decided', now);
  return accept(adoptions);
}

/** Moves the item and puts the actor's name to its present text, in one statement. */
export async function moveSigned(
  client: pg.ClientBase,
  loaded: LoadedSubmission,
  step: {
    readonly changes: SubmissionChanges;
    readonly as: 'office' | 'publisher' | 'ratifier';
    readonly opinion?: string | undefined;
  },
  { person, name, now }: ActedBy,
): Promise<boolean> {
  if (loaded.textSha256 === undefined) throw new Error(`submission ${loaded.site}/${loaded.id} was never frozen`);
  const signature = { version: loaded.textVersion, sha256: loaded.textSha256, as: step.as, person, name, opinion: step.opinion };
  return (await takeStep(client, loaded, { changes: step.changes, signatures: [signature] }, now)).moved;
}

/** Writes the decision not to use it: reason for its author, remark in the conversation, fact. False where somebody was faster. */
export async function rejectWith(
  client: pg.ClientBase,
  loaded: LoadedSubmission,
  state: SubmissionState,
  reason: RejectionReason & { readonly text?: string | undefined },
  { person, name, now }: ActedBy,
): Promise<boolean> {
  const said = saidReason(reason);
  const { moved } = await takeStep(
    client,
    loaded,
    {
      changes: { state, reasonCode: reason.code, reason: said, decidedAt: now, claimedBy: null, claimedAt: null },
      remark: { kind: 'reject', person, name, body: said, version: loaded.textVersion },
    },
    now,
  );
  if (moved) await postRefusal(client, creditedItem(loaded), reason, now);
  return moved;
}

/** Takes a refusal back: the item stands in the queue again, and the refusal no longer counts from today. False where somebody was faster. */
export async function reopenAs(
  client: pg.ClientBase,
  loaded: LoadedSubmission,
  state: SubmissionState,
  reason: string,
  now: Date,
): Promise<boolean> {
  if (!(await moveSubmission(client, loaded, { state, decidedAt: null, reasonCode: null, reason: null }, now))) return false;
  await takeBackRefusal(client, creditedItem(loaded), reason, now);
  return true;
}

/** The reason as its author reads it. */
export const saidReason = ({ name, text }: RejectionReason & { readonly text?: string | undefined }): string =>
  text === undefined || text.trim() === '' ? name : `${name}：${text.trim()}`;

/** Whether other units' items were merged into this one. */
export async function hasMerged(client: pg.ClientBase, site: string, lead: number): Promise<boolean> {
  const found = await client.query(`select from submissions where site_id = $1 and merged_into = $2 limit 1`, [site, lead]);
  return (found.rowCount ?? 0) > 0;
}

/** Who of the office last put their name to the present text: whoever edited it. */
export async function officeWriter(client: pg.ClientBase, loaded: LoadedSubmission): Promise<number | undefined> {
  const found = await client.query<{ written_by: number | null }>(
    `select written_by from submission_versions where site_id = $1 and submission_id = $2 and number = $3 and side = 'office'`,
    [loaded.site, loaded.id, loaded.textVersion],
  );
  return found.rows[0]?.written_by ?? undefined;
}
