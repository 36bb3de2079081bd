/** `rescan.confirm`: what a rescan found is recorded as wording errors; nothing is deducted before another person confirms each. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import {
  faultOf,
  faultOfPublished,
  spelled,
  usualSeverity,
  type WordingKind,
  wordingFindings,
  wordingKinds,
} from '../domain/rectification/finding.ts';
import { wordingKindOf } from '../domain/rectification/rescan.ts';
import { addRectifications } from '../store/new-rectifications.ts';
import { type LoadedRescan, moveRescans, type WrittenItem, writtenItems } from '../store/rescan-findings.ts';
import type { Action } from './action.ts';
import {
  answerRescans,
  type ChosenRescans,
  chosenRescans,
  chosenSchema,
  type DecidedRescans,
  decidedItems,
  deciding,
  staleRescan,
} from './rescan-subject.ts';

export interface ConfirmRescan extends ChosenRescans {
  /** What it should say, where one finding is confirmed and its own proposal does not fit. */
  readonly correction?: string;
  readonly kind?: WordingKind;
}
export interface ConfirmedRescans extends DecidedRescans {
  readonly rectifications: readonly number[];
  /** Words that stand in the texts no more: the next rescan lets them go. */
  readonly missing: number;
}

/** As the error it is recorded as; undefined where the word stands in the item no more. */
function errorOf(one: LoadedRescan, { correction: given, kind = wordingKindOf(one.kind) }: ConfirmRescan, item: WrittenItem | undefined) {
  const fault = item && (item.recorded ? faultOfPublished(one.word, item.versions, item.ofOffice) : faultOf(one.word, item.versions));
  if (!fault) return undefined;
  const correction = spelled(given ?? one.correction ?? '');
  return {
    ...{ rescan: one, submission: one.submission, word: one.word, correction, kind, severity: usualSeverity(kind), foundOn: one.foundOn },
    ...{ side: fault.side, place: fault.place, textVersion: fault.version, note: `用语巡查：${one.rule}` },
  };
}

export const confirmRescan: Action<ConfirmRescan, ConfirmedRescans> = {
  name: 'rescan.confirm',
  says: '确认用语巡查查到的疑问，登记为错情，由另一人认定',
  needs: deciding,
  siteOf: ({ site }) => site,
  input: chosenSchema({ correction: { type: 'string', maxLength: 200 }, kind: { enum: wordingKinds } }),
  async run(context, input) {
    const { client, actor, now, record, goesOn } = context;
    const { site, items, correction } = input;
    if (correction !== undefined && items?.length !== 1)
      return refuse('bad-input', [problem('correction', '一次确认几处的，不能写同一个“应为”', 'correction')]);
    const chosen = await chosenRescans(context, input, 'confirm');
    if (!chosen.ok) return chosen;
    const { rescans, state, more } = chosen.value;
    const written = await writtenItems(client, site, [...new Set(rescans.map(({ submission }) => submission))]);
    const errors = rescans.flatMap((one) => errorOf(one, input, written.get(one.submission)) ?? []);
    const findings = errors.flatMap((error) => wordingFindings(error));
    if (findings.length > 0) return refuse('bad-input', findings);
    const missing = rescans.length - errors.length;
    if (items && missing > 0)
      return refuse('conflict', [problem('not-in-text', '稿子已经改了，这里没有这个词了；下一次巡查会自动去掉', 'items')]);
    const added = await addRectifications(
      client,
      site,
      errors.map(({ rescan: _, ...error }) => error),
      { by: actor.person, byName: actor.name, now },
    );
    const moved = errors.map(({ rescan: { id, version } }, at) => ({ id, version, rectification: added[at]?.id as number }));
    if (!(await moveRescans(client, site, moved, { state, person: actor.person, name: actor.name, now }))) return staleRescan;
    await answerRescans(
      context,
      site,
      errors.map(({ rescan }) => rescan),
      'taken',
    );
    for (const [at, { rescan, submission, word, side }] of errors.entries()) {
      const { id, isNew, state: to } = added[at] as (typeof added)[number];
      await record({
        ...{ thing: 'rectification', thingId: String(id) },
        ...(isNew ? { to } : {}),
        detail: { submission, word, rescan: rescan.id, ...(isNew ? { side } : { again: true }) },
      });
    }
    if (errors.length === 0) goesOn();
    return accept({
      done: errors.length,
      items: decidedItems(errors.map(({ rescan }) => rescan)),
      more: more && errors.length > 0,
      missing,
      rectifications: added.map(({ id }) => id),
    });
  },
};
