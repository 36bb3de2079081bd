/** `submission.draft`: begins an item for a unit. */
import { dayAt, dayText } from '../domain/calendar/day.ts';
import { blockingOf } from '../domain/checks/checks.ts';
import { savingFindings } from '../domain/checks/save.ts';
import { defaultSettings } from '../domain/organisation/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { filesOf, type GivenText, givenTextFindings, givenTextProperties, unknownNames } from '../domain/submission/given-text.ts';
import { addDraft, loadWritingUnit, unknownIn, type WritingUnit } from '../store/submission-drafts.ts';
import type { Action } from './action.ts';
import { type DraftedSubmission, idSchema, siteSchema } from './submission-subject.ts';

export interface DraftSubmission extends GivenText {
  readonly site: string;
  /** The unit it is written for. */
  readonly unit: number;
}
export const draftSubmission: Action<DraftSubmission, DraftedSubmission, WritingUnit> = {
  name: 'submission.draft',
  says: '新写一件报送件',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  quick: true,
  input: {
    type: 'object',
    required: ['site', 'unit'],
    properties: { site: siteSchema, unit: idSchema, ...givenTextProperties },
    additionalProperties: false,
  },
  subject: {
    reads: 'site.read',
    async load({ client, actor, now }, { site, unit }) {
      const found = await loadWritingUnit(client, site, unit, dayText(dayAt(now.getTime())));
      return found && { ...found, ...(actor.person === undefined ? {} : { author: actor.person }) };
    },
    missing: ({ unit }) => `没有 ${unit} 号单位，或者您看不到它`,
  },
  async run({ client, actor, now, tools, record, finish }, input, unit) {
    const today = dayAt(now.getTime());
    const { person: author } = actor;
    if (author === undefined) return refuse('conflict', [problem('no-person', '写稿要以本人的账号登录')]);
    if (!unit.active) return refuse('conflict', [problem('unit-gone', `“${unit.name}”已撤销或合并，不能再以它的名义报送`, 'unit')]);
    const { html, removed } = tools.cleanBody(input.body ?? '', input.site);
    const text = { title: input.title ?? '', body: html, content: input.content ?? unit.defaults };
    const findings = [...givenTextFindings(input, today), ...blockingOf(savingFindings(text, defaultSettings, today))];
    if (findings.length > 0) return refuse('findings', findings);
    const draft = {
      ...text,
      id: unit.fresh,
      site: input.site,
      unit: input.unit,
      author,
      kind: input.kind ?? 'news',
      section: input.section ?? null,
      eventOn: input.eventOn ?? null,
      disclosure: input.disclosure ?? null,
      jointIds: input.jointIds ?? [],
      paperOn: input.paperOn ?? null,
      files: filesOf(html, input.content),
    };
    finish(
      () => addDraft(client, draft, now),
      (why) => refuse('bad-input', unknownNames(unknownIn(why))),
    );
    await record({ thing: 'submission', thingId: String(draft.id), to: 'draft', detail: { unit: input.unit } });
    const changed = html === (input.body ?? '') ? {} : { body: html };
    return accept({ submission: draft.id, version: 1, state: 'draft', ...changed, removed });
  },
};
