/** What the steps of the office's desk act on, besides one submission: several at once, an adoption, a publication, an instruction. */
import type { AdoptionState, InstructionState, PublicationState } from '../domain/adoption/lifecycle.ts';
import type { CheckSet } from '../domain/checks/check.ts';
import { blockingOf, runChecks } from '../domain/checks/checks.ts';
import type { SiteSettings } from '../domain/organisation/settings.ts';
import { accept, type Finding, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';
import { type Capability, may } from '../domain/permission.ts';
import type { Schema } from '../domain/schema.ts';
import { givenTextProperties, unknownNames } from '../domain/submission/given-text.ts';
import { type SubmissionState, submissionSteps } from '../domain/submission/lifecycle.ts';
import { type LoadedAdoption, loadAdoption } from '../store/adoptions.ts';
import { type LoadedChannel, loadChannel } from '../store/channels.ts';
import { type LoadedInstruction, loadInstruction } from '../store/instructions.ts';
import { checkWording, wordingStops } from '../store/item-wording.ts';
import type { GivenOfficeText } from '../store/office-text.ts';
import { type LoadedPublication, loadPublication } from '../store/publications.ts';
import { type CheckedSubmission, checkContextOf } from '../store/submission-checks.ts';
import type { LastWrites, StepResult } from '../store/submission-step.ts';
import { type LoadedSubmission, loadSubmissions } from '../store/submissions.ts';
import type { ActionContext, Subject } from './action.ts';
import {
  daySchema,
  idSchema,
  reasonSchema,
  type SteppedSubmission,
  siteSchema,
  staleRefusal,
  stepSubmission,
  versionSchema,
} from './submission-subject.ts';

export const wordSchema: Schema = { type: 'string', minLength: 1, maxLength: 40 };

/** Parts of a joint item, for every unit. */
export const sharesSchema: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: 100,
  items: {
    type: 'object',
    required: ['unit', 'top', 'bottom'],
    properties: {
      unit: idSchema,
      top: { type: 'integer', minimum: 0, maximum: 1_000_000 },
      bottom: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    },
    additionalProperties: false,
  },
};

/** Outlets into which an item is adopted. */
export const outletsSchema = (properties: Readonly<Record<string, Schema>> = {}): Schema => ({
  type: 'array',
  minItems: 1,
  maxItems: 20,
  items: {
    type: 'object',
    required: ['outlet'],
    properties: { outlet: idSchema, form: wordSchema, kind: wordSchema, level: wordSchema, section: idSchema, ...properties },
    additionalProperties: false,
  },
});

export interface SeenItem {
  readonly submission: number;
  readonly version: number;
}

/** Several items at once, each in the version seen: all of them, or none. */
export const itemsSchema: Schema = {
  type: 'array',
  minItems: 1,
  maxItems: 200,
  items: {
    type: 'object',
    required: ['submission', 'version'],
    properties: { submission: idSchema, version: versionSchema },
    additionalProperties: false,
  },
};

/**
 * The items of a batch, in its order, where the actor may do this to each of them and each is still as it was seen. All that stands
 * against it is said at once, each with its place.
 */
export async function loadItems(
  { client, actor }: Pick<ActionContext, 'client' | 'actor'>,
  site: string,
  items: readonly SeenItem[],
  needs: Capability,
): Promise<Outcome<readonly LoadedSubmission[]>> {
  const ids = items.map(({ submission }) => submission);
  const loaded = new Map((await loadSubmissions(client, site, ids)).map((one) => [one.id, one]));
  const found = items.map(({ submission }) => {
    const one = loaded.get(submission);
    return one && may(actor, 'submission.read', one) ? one : undefined;
  });
  const against = (code: string, message: (at: number) => string | undefined): Finding[] =>
    items.flatMap((_, at) => {
      const said = message(at);
      return said === undefined ? [] : [problem(code, said, `items[${at}]`)];
    });
  const twice = against('twice', (at) => (ids.indexOf(ids[at] as number) < at ? `第 ${ids[at]} 号写了两次` : undefined));
  if (twice.length > 0) return refuse('bad-input', twice);
  const missing = against('not-found', (at) => (found[at] ? undefined : `没有第 ${ids[at]} 号报送件，或者您看不到它`));
  if (missing.length > 0) return refuse('not-found', missing);
  const seen = found as readonly LoadedSubmission[];
  const closed = against('forbidden', (at) => (may(actor, needs, seen[at]) ? undefined : `您没有办理第 ${ids[at]} 号的权限`));
  if (closed.length > 0) return refuse('forbidden', closed);
  const stale = against('stale-version', (at) =>
    seen[at]?.version === items[at]?.version ? undefined : `第 ${ids[at]} 号已被别人改过，请先看过现在的内容再办理`,
  );
  return stale.length > 0 ? refuse('stale-version', stale) : accept(seen);
}

/** The same finding, said of one item of a batch. */
export const ofItem = (findings: readonly Finding[], at: number): readonly Finding[] =>
  findings.map((finding) => ({ ...finding, where: finding.where === undefined ? `items[${at}]` : `items[${at}].${finding.where}` }));

export const adoptionSubject: Subject<{ readonly site: string; readonly adoption: number }, LoadedAdoption> = {
  reads: 'submission.read',
  load: ({ client }, { site, adoption }) => loadAdoption(client, site, adoption),
  missing: ({ adoption }) => `没有第 ${adoption} 号采用记录，或者您看不到它`,
};

export const instructionSubject: Subject<{ readonly site: string; readonly instruction: number }, LoadedInstruction> = {
  reads: 'submission.read',
  load: ({ client }, { site, instruction }) => loadInstruction(client, site, instruction),
  missing: ({ instruction }) => `没有第 ${instruction} 号批示记录，或者您看不到它`,
};

export const publicationSubject: Subject<{ readonly site: string; readonly publication: number }, LoadedPublication> = {
  reads: 'submission.read',
  load: ({ client }, { site, publication }) => loadPublication(client, site, publication),
  missing: ({ publication }) => `没有第 ${publication} 号发布记录，或者您看不到它`,
};

export const channelSubject: Subject<{ readonly site: string; readonly channel: number }, LoadedChannel> = {
  reads: 'site.configure',
  load: ({ client }, { site, channel }) => loadChannel(client, site, channel),
  missing: ({ channel }) => `没有第 ${channel} 号发布频道，或者您看不到它`,
};

/** Input of a step on something that stands beside items: it, in the version seen. */
export const besideSchema = (
  thing: 'adoption' | 'instruction' | 'publication' | 'channel' | 'redaction',
  properties: Readonly<Record<string, Schema>> = {},
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  required: ['site', thing, 'version', ...required],
  properties: { site: siteSchema, [thing]: idSchema, version: versionSchema, ...properties },
  additionalProperties: false,
});

/** Somebody was faster with something that stands beside items. */
export const staleBeside = (loaded: { readonly version: number; readonly state?: string }) =>
  refuse('stale-version', [problem('stale-version', '这一条已被别人改过，请先看过现在的内容再办理', 'version')], {
    current: { version: loaded.version, ...(loaded.state === undefined ? {} : { state: loaded.state }) },
  });

export const reasonCodeSchema: Schema = { type: 'string', minLength: 1, maxLength: 40 };

export const unknownReason = (settings: Pick<SiteSettings, 'rejectReasons'> | undefined) =>
  refuse('bad-input', [
    problem(
      'unknown-reason',
      `没有这个理由，可用：${settings?.rejectReasons.map(({ code, name }) => `${code}（${name}）`).join('、')}`,
      'reasonCode',
    ),
  ]);

/** Other units' items hang on this one: they would be left without an answer. */
export const mergedRefusal = (where?: string) =>
  refuse('conflict', [problem('has-merged', '其他单位的稿件已并入这件，请先取消并入，再分别办理', where)]);

/** A step of the unit's with an item of its own, unless others hang on it: those its unit cannot take out by itself. */
export async function stepUnlessLead(
  context: ActionContext,
  item: LoadedSubmission,
  step: 'recall' | 'discard',
  version: number,
  writes: (next: SubmissionState) => LastWrites,
): Promise<Outcome<SteppedSubmission>> {
  const { label } = submissionSteps[step];
  return stepSubmission(
    context,
    item,
    step,
    { version },
    (next) => ({ ...writes(next), unlessLead: true }),
    (why) =>
      why === 'lead'
        ? refuse('conflict', [problem('has-merged', `办公室已把其他单位的稿件并入这件，不能${label}；请先联系办公室取消并入`)])
        : staleRefusal(item),
  );
}

/** Where something is published: channels by id (none: by hand), and the address of a page put up by hand. */
export const orderingSchemas: Readonly<Record<string, Schema>> = {
  channels: { type: 'array', maxItems: 20, items: idSchema },
  address: {
    type: 'string',
    minLength: 1,
    maxLength: 500,
    pattern: '^https?://[^\\s]+$',
    description: '以 http:// 或 https:// 开头的网址',
  },
};

/** What a step that publishes answers. */
export interface PublishedSubmission extends SteppedSubmission {
  readonly publications: readonly number[];
}

/** Input of what is recorded of an item with evidence. */
export const claimSchema = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema => ({
  type: 'object',
  required: ['site', 'submission', 'on', ...required],
  properties: {
    site: siteSchema,
    submission: idSchema,
    on: daySchema,
    evidence: { type: 'string', maxLength: 500 },
    evidenceSha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    note: reasonSchema,
    ...properties,
  },
  additionalProperties: false,
});

/** An adoption in the version seen, and what a step of it answers. */
export interface SeenAdoption {
  readonly site: string;
  readonly adoption: number;
  readonly version: number;
}
export interface SteppedAdoption {
  readonly adoption: number;
  readonly version: number;
  readonly state: AdoptionState;
}

/** The same for an instruction. */
export interface SeenInstruction {
  readonly site: string;
  readonly instruction: number;
  readonly version: number;
}
export interface SteppedInstruction {
  readonly instruction: number;
  readonly version: number;
  readonly state: InstructionState;
}

/** The same for a publication. */
export interface SeenPublication {
  readonly site: string;
  readonly publication: number;
  readonly version: number;
}
export interface SteppedPublication {
  readonly publication: number;
  readonly version: number;
  readonly state: PublicationState;
}

export const folderTakenRefusal = refuse('conflict', [problem('folder-taken', '另一个频道已经用这个文件夹', 'settings.folder')]);

/** What the checks of a set find that stops a step, by the site's settings. */
export async function stopping(
  { client, tools, now }: Pick<ActionContext, 'client' | 'tools' | 'now'>,
  item: CheckedSubmission,
  set: CheckSet,
): Promise<readonly Finding[]> {
  const wording = wordingStops(item, set) ? await checkWording(client, tools, item, set, now) : [];
  return blockingOf(runChecks(checkContextOf(item, set, now, { wording })));
}

/** What the office may change of a text. */
export type EditedText = GivenOfficeText;
export const editedTextProperties: Readonly<Record<keyof EditedText, Schema>> = {
  title: givenTextProperties.title,
  body: givenTextProperties.body,
  content: givenTextProperties.content,
  section: givenTextProperties.section,
};

/** What the tables did not know of the names a text uses, as a refusal. */
export function textRefusal(saved: StepResult): Refusal | undefined {
  const unknown = unknownNames(saved);
  return unknown.length > 0 ? refuse('bad-input', unknown) : undefined;
}
