/** What the steps of an appeal share: the appeal in the version seen, and the answer with what it brings. */

import { reversal } from '../domain/adoption/posting.ts';
import { type AppealState, type AppealStep, takeAppeal } from '../domain/appeal/lifecycle.ts';
import { type AppealRemedy, appealRemedies, remediesOf, remedyFindings } from '../domain/appeal/remedy.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { officeDay } from '../store/actors.ts';
import { addAdjustment, type LoadedAppeal, loadAppeal, moveAppeal } from '../store/appeals.ts';
import { reopenAs } from '../store/desk.ts';
import { overturnSource } from '../store/overturning.ts';
import { addReversal, rulebookOn } from '../store/posting.ts';
import { loadSubmission } from '../store/submissions.ts';
import type { ActionContext, Subject } from './action.ts';
import { idSchema, reasonSchema, siteSchema, situationOf, staleRefusal, versionSchema } from './submission-subject.ts';

export interface SeenAppeal {
  readonly site: string;
  readonly appeal: number;
  readonly version: number;
}
export interface SteppedAppeal {
  readonly appeal: number;
  readonly version: number;
  readonly state: AppealState;
}
export interface WonAppeal extends SeenAppeal {
  readonly reason: string;
  /** The usual one where not given. */
  readonly remedy?: AppealRemedy;
  /** With `points`. */
  readonly points?: number;
}

export const appealSubject: Subject<SeenAppeal, LoadedAppeal> = {
  reads: 'appeal.read',
  load: ({ client }, { site, appeal }) => loadAppeal(client, site, appeal),
  missing: ({ appeal }) => `没有第 ${appeal} 号申诉，或者您看不到它`,
};

export const appealSchema = (properties: Readonly<Record<string, Schema>> = {}, required: readonly string[] = []): Schema => ({
  type: 'object',
  required: ['site', 'appeal', 'version', ...required],
  properties: { site: siteSchema, appeal: idSchema, version: versionSchema, ...properties },
  additionalProperties: false,
});
export const wonSchema = appealSchema(
  { reason: reasonSchema, remedy: { enum: appealRemedies }, points: { type: 'number', minimum: -1000, maximum: 1000 } },
  ['reason'],
);

export const staleAppeal = (loaded: LoadedAppeal) =>
  refuse('stale-version', [problem('stale-version', '这件申诉已有人办过，请先看过现在的内容再办理', 'version')], {
    current: { version: loaded.version, state: loaded.state },
  });

/** The next state, where the appeal is still as it was seen. */
export function nextAppeal(
  { actor }: Pick<ActionContext, 'actor'>,
  loaded: LoadedAppeal,
  step: AppealStep,
  { version, reason }: { readonly version: number; readonly reason?: string },
): Outcome<AppealState> {
  if (loaded.version !== version) return staleAppeal(loaded);
  return takeAppeal(step, { state: loaded.state, deciders: loaded.deciders, raiser: loaded.raiser, person: actor.person, reason });
}

/** Wins an appeal, whole or in part: what it brings counts from today; nothing that was issued changes. */
export async function winAppeal(
  context: ActionContext,
  loaded: LoadedAppeal,
  step: 'grant' | 'grant-partly',
  input: WonAppeal,
): Promise<Outcome<SteppedAppeal>> {
  const { client, actor, now, record } = context;
  const { reason, points } = input;
  const next = nextAppeal(context, loaded, step, input);
  if (!next.ok) return next;
  const open = remediesOf(loaded.about, step, loaded.joint);
  const remedy = input.remedy ?? (open[0] as AppealRemedy);
  const findings = remedyFindings({ remedy, points }, open, await rulebookOn(client, loaded.site, officeDay(now)));
  if (findings.length > 0) return refuse('bad-input', findings);
  const by = { by: actor.person, byName: actor.name, now };
  if (!(await moveAppeal(client, loaded, { state: next.value, remedy, points, answer: reason, ...by }))) return staleAppeal(loaded);
  const brought = await bring(context, loaded, { remedy, points, reason });
  if (!brought.ok) return brought;
  const detail = { unit: loaded.unit, remedy, ...(points === undefined ? {} : { points }) };
  await record({ thing: 'appeal', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail });
  return accept({ appeal: loaded.id, version: input.version + 1, state: next.value });
}

/** What it brings. */
async function bring(
  context: ActionContext,
  loaded: LoadedAppeal,
  { remedy, points = 0, reason }: { readonly remedy: AppealRemedy; readonly points?: number | undefined; readonly reason: string },
): Promise<Outcome<undefined>> {
  const { client, now, record } = context;
  const note = `申诉：${reason}`;
  switch (remedy) {
    case 'reverse': {
      const { person, name } = context.actor;
      // What was confirmed does not stand: with it goes all that came of it, a rectification among it.
      const overturned = await overturnSource(client, loaded.site, loaded.source ?? '', { person, name, reason: note, now });
      for (const one of overturned) await record({ ...one, reason, detail: { appeal: loaded.id } });
      const taken =
        overturned.length > 0 || (await addReversal(client, loaded.site, reversal(loaded.source ?? '', officeDay(now), note), now));
      return taken ? accept(undefined) : refuse('conflict', [problem('gone', '原来那条已经冲销过，请改为另记调整或者不支持')]);
    }
    case 'points':
      await addAdjustment(client, loaded, { points, on: officeDay(now), note, now });
      return accept(undefined);
    case 'reopen':
      return reopen(context, loaded, note);
  }
}

async function reopen(context: ActionContext, loaded: LoadedAppeal, reason: string): Promise<Outcome<undefined>> {
  const { client, now, record } = context;
  const item = loaded.submission === undefined ? undefined : await loadSubmission(client, loaded.site, loaded.submission);
  if (!item) throw new Error(`appeal ${loaded.site}/${loaded.id} is about no item`);
  const next = take('reopen', situationOf(context, item, { reason }));
  if (!next.ok) return next;
  if (!(await reopenAs(client, item, next.value, reason, now))) return staleRefusal(item);
  await record({ thing: 'submission', thingId: String(item.id), from: item.state, to: next.value, reason, detail: { appeal: loaded.id } });
  return accept(undefined);
}
