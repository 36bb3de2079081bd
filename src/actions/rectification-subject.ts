/** What the steps of a wording error and its rectification share: how it is loaded, what the guards are asked, what a step answers. */
import { accept, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';
import { type Capability, may } from '../domain/permission.ts';
import {
  type RectificationSituation,
  type RectificationState,
  type RectificationStep,
  takeRectification,
} from '../domain/rectification/lifecycle.ts';
import type { Schema } from '../domain/schema.ts';
import {
  type LoadedRectification,
  loadRectification,
  loadRectifications,
  moveRectifications,
  type RectificationChanges,
} from '../store/rectifications.ts';
import type { ActionContext, Subject } from './action.ts';
import { idSchema, siteSchema, versionSchema } from './submission-subject.ts';

/** An error in the version seen, and what a step of it answers. */
export interface SeenRectification {
  readonly site: string;
  readonly rectification: number;
  readonly version: number;
}
export interface SteppedRectification {
  readonly rectification: number;
  readonly version: number;
  readonly state: RectificationState;
}

export const rectificationSchema = (properties: Readonly<Record<string, Schema>> = {}, required: readonly string[] = []): Schema => ({
  type: 'object',
  required: ['site', 'rectification', 'version', ...required],
  properties: { site: siteSchema, rectification: idSchema, version: versionSchema, ...properties },
  additionalProperties: false,
});

const missing = (rectification: number): string => `没有第 ${rectification} 号错情，或者您看不到它`;

/** A unit's people see what was found of it, and what counts for it of old texts, which nobody of them wrote here. */
const readsOf = ({ found, recorded }: LoadedRectification): Capability => {
  if (found) return 'inspection.read';
  return recorded ? 'fact.read' : 'submission.read';
};

export const rectificationSubject: Subject<{ readonly site: string; readonly rectification: number }, LoadedRectification> = {
  reads: readsOf,
  load: ({ client }, { site, rectification }) => loadRectification(client, site, rectification),
  missing: ({ rectification }) => missing(rectification),
};

export const situationOfRectification = (
  { actor }: Pick<ActionContext, 'actor'>,
  { state, side, finder, confirmer, stands, settings, found }: LoadedRectification,
  reason?: string,
): RectificationSituation => ({
  ...{ state, side, finder, confirmer, stands, inspected: found !== undefined, reason },
  person: actor.person,
  alone: settings.onePerson || !settings.rectification.twoPersons,
});

/** Somebody was faster. */
export const staleRectification = ({ version, state }: LoadedRectification): Refusal =>
  refuse('stale-version', [problem('stale-version', '这处错情已被别人办过，请先看过现在的情况再办理', 'version')], {
    current: { version, state },
  });

/** Takes a step of one: asks the lifecycle, moves it from the version seen, and leaves its line of history. */
export async function stepRectification(
  context: ActionContext,
  loaded: LoadedRectification,
  step: RectificationStep,
  { version, reason }: { readonly version: number; readonly reason?: string },
  changes: Omit<RectificationChanges, 'state'>,
): Promise<Outcome<SteppedRectification>> {
  if (loaded.version !== version) return staleRectification(loaded);
  const next = takeRectification(step, situationOfRectification(context, loaded, reason));
  if (!next.ok) return next;
  if (!(await moveRectifications(context.client, loaded.site, [loaded], { ...changes, state: next.value })))
    return staleRectification(loaded);
  await context.record({
    ...{ thing: 'rectification', thingId: String(loaded.id), from: loaded.state, to: next.value },
    ...(reason === undefined ? {} : { reason }),
    detail: { ...aboutRectification(loaded), ...(changes.due_on ? { dueOn: changes.due_on } : {}) },
  });
  return accept({ rectification: loaded.id, version: version + 1, state: next.value });
}

/** What it is about, as history tells it. */
export const aboutRectification = ({ submission, found, word }: LoadedRectification): Readonly<Record<string, unknown>> =>
  found ? { finding: found.id, inspection: found.inspection, subject: found.subject, word } : { submission, word };

/** The item, or what an inspection found: its own history tells of the rectification too. */
export const rectifiedThing = ({ submission, found }: LoadedRectification): { readonly thing: string; readonly thingId: string } =>
  found ? { thing: 'inspection-finding', thingId: String(found.id) } : { thing: 'submission', thingId: String(submission) };

/** Several in the versions seen. */
export const rectificationsSchema: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: 200,
  items: {
    type: 'object',
    required: ['rectification', 'version'],
    properties: { rectification: idSchema, version: versionSchema },
    additionalProperties: false,
  },
};
export interface SeenFinding {
  readonly rectification: number;
  readonly version: number;
}

/** Those of a batch, in its order, where the actor may do this to each and each is still as it was seen; else all that stands against it. */
export async function loadFindings(
  { client, actor }: Pick<ActionContext, 'client' | 'actor'>,
  site: string,
  items: readonly SeenFinding[],
  needs: Capability,
): Promise<Outcome<readonly LoadedRectification[]>> {
  const ids = items.map(({ rectification }) => rectification);
  const byId = new Map((await loadRectifications(client, site, ids)).map((one) => [one.id, one]));
  const against = (code: string, stands: (one: LoadedRectification | undefined, at: number) => string | undefined) =>
    items.flatMap((item, at) => {
      const said = stands(byId.get(item.rectification), at);
      return said === undefined ? [] : [problem(code, said, `items[${at}]`)];
    });
  const twice = against('twice', (_, at) => (ids.indexOf(ids[at] as number) < at ? `第 ${ids[at]} 号写了两次` : undefined));
  if (twice.length > 0) return refuse('bad-input', twice);
  const unseen = against('not-found', (one, at) =>
    one && may(actor, readsOf(one), one) ? undefined : missing(items[at]?.rectification ?? 0),
  );
  if (unseen.length > 0) return refuse('not-found', unseen);
  const closed = against('forbidden', (one) => (one && may(actor, needs, one) ? undefined : '您没有办理这处错情的权限'));
  if (closed.length > 0) return refuse('forbidden', closed);
  const stale = against('stale-version', (one, at) =>
    one?.version === items[at]?.version ? undefined : '这处错情已被别人办过，请先看过现在的情况再办理',
  );
  return stale.length > 0 ? refuse('stale-version', stale) : accept(ids.flatMap((id) => byId.get(id) ?? []));
}
