/** What the steps of inspections act on: an inspection, or something it found. */
import { type DayNumber, dayFrom } from '../domain/calendar/day.ts';
import { type Indicator, indicatorsOf } from '../domain/inspection/indicators.ts';
import { type InspectionState, type InspectionStep, inspectionStateNames, takeInspection } from '../domain/inspection/lifecycle.ts';
import { inspectedKinds } from '../domain/inspection/subject.ts';
import { type InspectionSettings, readSettings } from '../domain/organisation/settings.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { officeDay } from '../store/actors.ts';
import { type LoadedFound, loadFound } from '../store/inspection-findings.ts';
import { type LoadedInspection, loadInspection, moveInspection } from '../store/inspections.ts';
import { loadSettings } from '../store/site-settings.ts';
import type { ActionContext, Subject } from './action.ts';
import { idSchema, siteSchema, versionSchema } from './submission-subject.ts';

export const inspectionSubject: Subject<{ readonly site: string; readonly inspection: number }, LoadedInspection> = {
  reads: 'inspection.read',
  load: ({ client }, { site, inspection }) => loadInspection(client, site, inspection),
  missing: ({ inspection }) => `没有第 ${inspection} 号检查，或者您看不到它`,
};

export const foundSubject: Subject<{ readonly site: string; readonly finding: number }, LoadedFound> = {
  reads: 'inspection.read',
  load: ({ client }, { site, finding }) => loadFound(client, site, finding),
  missing: ({ finding }) => `没有第 ${finding} 号问题，或者您看不到它`,
};

export const kindSchema: Schema = { enum: [...inspectedKinds] };
export const kindsSchema: Schema = { type: 'array', minItems: 1, maxItems: inspectedKinds.length, items: kindSchema };
export const nameSchema: Schema = { type: 'string', pattern: '\\S', maxLength: 100 };

/** Input of a step on an inspection or a finding: it, in the version seen. */
export const seenSchema = (
  thing: 'inspection' | 'finding',
  properties: Readonly<Record<string, Schema>> = {},
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  required: ['site', thing, 'version', ...required],
  properties: { site: siteSchema, [thing]: idSchema, version: versionSchema, ...properties },
  additionalProperties: false,
});

export interface SeenInspection {
  readonly site: string;
  readonly inspection: number;
  readonly version: number;
}
export interface SteppedInspection {
  readonly inspection: number;
  readonly version: number;
  readonly state: InspectionState;
}
export interface SeenFound {
  readonly site: string;
  readonly finding: number;
  readonly version: number;
}

export const staleInspection = (loaded: { readonly version: number; readonly state: string }) =>
  refuse('stale-version', [problem('stale-version', '已被别人改过，请先看过现在的内容再办理', 'version')], {
    current: { version: loaded.version, state: loaded.state },
  });

/** A day that exists and is not yet to come. */
export function pastDay(text: string, now: Date, where = 'on'): Finding[] {
  const day = dayFrom(text);
  if (day === undefined) return [problem('day', '没有这一天', where)];
  return day > (dayFrom(officeDay(now)) as DayNumber) ? [problem('day', '日期还没有到', where)] : [];
}

/** What the site settled of inspections. */
export async function inspectionSettings({ client }: Pick<ActionContext, 'client'>, site: string): Promise<InspectionSettings> {
  return readSettings((await loadSettings(client, site))?.body).inspection;
}
export const siteIndicators = async (context: Pick<ActionContext, 'client'>, site: string): Promise<readonly Indicator[]> =>
  indicatorsOf(await inspectionSettings(context, site));

/** Only while an inspection is under way is something looked at or found. */
export const unlessUnderWay = ({ state }: Pick<LoadedInspection, 'state'>) =>
  state === 'under-way' ? undefined : refuse('wrong-state', [problem('wrong-state', `这次检查${inspectionStateNames[state]}，不能再登记`)]);

/** Takes a step of an inspection in the version seen, and tells history of it. */
export async function stepInspection(
  { client, actor, record }: Pick<ActionContext, 'client' | 'actor' | 'record'>,
  loaded: LoadedInspection,
  step: InspectionStep,
  given: { readonly version: number; readonly reason?: string; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<Outcome<SteppedInspection>> {
  const { version, reason, detail = {} } = given;
  if (loaded.version !== version) return staleInspection(loaded);
  const next = takeInspection(step, { ...loaded, person: actor.person, reason });
  if (!next.ok) return next;
  if (!(await moveInspection(client, loaded, { state: next.value, reason }))) return staleInspection(loaded);
  await record({
    ...{ thing: 'inspection', thingId: String(loaded.id), from: loaded.state, to: next.value },
    ...(reason === undefined ? {} : { reason }),
    detail: { name: loaded.name, ...detail },
  });
  return accept({ inspection: loaded.id, version: version + 1, state: next.value });
}
