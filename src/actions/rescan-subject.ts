/** What deciding about findings of a rescan shares: which are meant, whether the actor may, what is said of those that are not as seen. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Capability, may } from '../domain/permission.ts';
import { readText } from '../domain/rectification/rescan.ts';
import { type RescanState, type RescanStep, rescanSteps, takeRescan } from '../domain/rectification/rescan-lifecycle.ts';
import type { Schema } from '../domain/schema.ts';
import { answerKey, type WordingAnswer } from '../domain/wording/answer.ts';
import { type LoadedRescan, loadRescans, type WrittenItem, writtenItems } from '../store/rescan-findings.ts';
import { loadWording } from '../store/wording.ts';
import { addAnswers, type NewAnswer } from '../store/wording-answers.ts';
import type { ActionContext } from './action.ts';
import { idSchema, siteSchema, versionSchema } from './submission-subject.ts';

/** Some in the versions seen; or all that wait of one rule or of one word, and of one unit, up to the newest that was seen. */
export interface ChosenRescans {
  readonly site: string;
  readonly items?: readonly { readonly finding: number; readonly version: number }[];
  readonly rule?: string;
  readonly found?: string;
  readonly unit?: number;
  readonly upTo?: number;
}
export interface DecidedRescans {
  readonly done: number;
  /** As they stand now: for whoever takes it back. */
  readonly items: readonly { readonly finding: number; readonly version: number }[];
  /** Of the rule there are more: to be asked again. */
  readonly more: boolean;
}

/** At once. */
export const mostRescans = 200;

export const chosenSchema = (properties: Readonly<Record<string, Schema>> = {}): Schema => ({
  type: 'object',
  required: ['site'],
  properties: {
    site: siteSchema,
    items: {
      type: 'array',
      minItems: 1,
      maxItems: mostRescans,
      items: {
        type: 'object',
        required: ['finding', 'version'],
        properties: { finding: idSchema, version: versionSchema },
        additionalProperties: false,
      },
    },
    rule: { type: 'string', minLength: 1, maxLength: 400 },
    found: { type: 'string', minLength: 1, maxLength: 400 },
    unit: idSchema,
    upTo: idSchema,
    ...properties,
  },
  additionalProperties: false,
});

export interface LoadedChoice {
  readonly rescans: readonly LoadedRescan[];
  readonly state: RescanState;
  readonly more: boolean;
}

/** Those that are meant, where this step may be taken with each; else all that stands against it. */
export async function chosenRescans(
  { client, actor }: Pick<ActionContext, 'client' | 'actor'>,
  { site, items, rule, found: word, unit, upTo }: ChosenRescans,
  step: RescanStep,
): Promise<Outcome<LoadedChoice>> {
  const { needs, to: state } = rescanSteps[step];
  if (items === undefined) {
    if ((rule === undefined && word === undefined) || upTo === undefined)
      return refuse('bad-input', [
        problem('missing', '请写明办理哪几处（items），或者哪一条规则、哪个词（rule、found，和 upTo）', 'items'),
      ]);
    const found = await loadRescans(client, site, { rule, found: word, unit, upTo, most: mostRescans });
    const fit = found.filter((one) => may(actor, needs, one) && takeRescan(step, situationOf(one)).ok);
    return accept({ rescans: fit, state, more: found.length === mostRescans && fit.length > 0 });
  }
  const byId = new Map((await loadRescans(client, site, { ids: items.map(({ finding }) => finding) })).map((one) => [one.id, one]));
  const seen = items.map(({ finding, version }, at) => ({ one: byId.get(finding), version, at, finding }));
  const against = (says: (one: LoadedRescan | undefined, version: number) => readonly [string, string] | undefined) =>
    seen.flatMap(({ one, version, at }) => {
      const said = says(one, version);
      return said ? [problem(said[0], said[1], `items[${at}]`)] : [];
    });
  const missing = against((one) => (one && may(actor, needs, one) ? undefined : ['not-found', '没有这处疑问，或者您看不到它']));
  if (missing.length > 0) return refuse('not-found', missing);
  const stale = against((one, version) => (one?.version === version ? undefined : ['stale-version', '这处疑问已经办过，请看现在的情况']));
  if (stale.length > 0) return refuse('stale-version', stale);
  const rescans = [...byId.values()];
  for (const one of rescans) {
    const next = takeRescan(step, situationOf(one));
    if (!next.ok) return next;
  }
  return accept({ rescans, state, more: false });
}

const situationOf = ({ state, kind }: LoadedRescan) => ({ state, personal: kind === 'privacy' });

export const staleRescan = refuse('stale-version', [problem('stale-version', '其中有的刚被别人办过，请看现在的情况', 'items')]);

export const decidedItems = (rescans: readonly { readonly id: number; readonly version: number }[]): DecidedRescans['items'] =>
  rescans.map(({ id, version }) => ({ finding: id, version: version + 1 }));

/** For `may` of a whole site. */
export const deciding: Capability = rescanSteps.confirm.needs;

/** The line a word stands in, and where the finding begins in it. */
function lineOf(
  { word, foundAt }: LoadedRescan,
  item: WrittenItem | undefined,
): { readonly context: string; readonly start: number } | undefined {
  const text = item?.versions.at(-1)?.text;
  if (!text) return undefined;
  const line = readText(text)
    .whole.split('\n')
    .find((one) => one.includes(word));
  return line === undefined ? undefined : { context: line, start: line.indexOf(word) + foundAt };
}

/**
 * What is decided is an answer to proofreading too: it is not said again of the item, and the gate learns from it. Kept for each that still
 * stands in its item; of personal data nothing is.
 */
export async function answerRescans(
  { client, tools, actor, now }: Pick<ActionContext, 'client' | 'tools' | 'actor' | 'now'>,
  site: string,
  rescans: readonly LoadedRescan[],
  answer: WordingAnswer,
): Promise<void> {
  const written = await writtenItems(client, site, [...new Set(rescans.map(({ submission }) => submission))]);
  const wording = rescans.some(({ kind }) => kind === 'typo') ? await loadWording(client, site) : undefined;
  const answers: NewAnswer[] = [];
  for (const one of rescans) {
    const item = written.get(one.submission);
    const line = one.kind === 'privacy' ? undefined : lineOf(one, item);
    if (!item || !line) continue;
    const { submission, kind, severity, rule, found, suggestion } = one;
    const taught = kind === 'typo' && suggestion !== '' && wording;
    answers.push({
      ...{ site, submission, kind, rule, found, suggestion, answer, textVersion: item.versions.at(-1)?.number ?? 0 },
      key: tools.sha256(answerKey({ kind, severity, text: found, suggestion, ...line })),
      figures: taught ? await tools.proofreader.figures(wording, line.context, line.start, suggestion) : undefined,
      by: { person: actor.person, name: actor.name, now },
    });
  }
  await addAnswers(client, site, answers);
}
