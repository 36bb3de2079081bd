/** `redaction.propose`: a passage or files with personal or secret data are to be taken out of an item for good; a second person confirms. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { mostRedacted, passageFindings } from '../domain/submission/redaction.ts';
import { addRedaction, redactable } from '../store/redactions.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface ProposeRedaction {
  readonly site: string;
  readonly submission: number;
  /** The text exactly as it stands there. */
  readonly passage?: string;
  /** Files of the item that hold it, by SHA-256. */
  readonly files?: readonly string[];
  /** Why, without saying again what is to go. */
  readonly reason: string;
}

export const proposeRedaction: Action<ProposeRedaction, { readonly redaction: number }, LoadedSubmission> = {
  name: 'redaction.propose',
  says: '提出遮盖一件稿件里的个人信息或涉密内容，由另一人确认',
  needs: 'submission.redact',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  // What it is asked with holds the very passage.
  secret: true,
  input: {
    type: 'object',
    required: ['site', 'submission', 'reason'],
    properties: {
      ...{ site: siteSchema, submission: idSchema, reason: { type: 'string', minLength: 1, maxLength: 500 } },
      passage: { type: 'string', minLength: 1, maxLength: mostRedacted },
      files: { type: 'array', maxItems: 50, items: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, passage, files = [], reason }, loaded) {
    if (passage === undefined && files.length === 0)
      return refuse('bad-input', [problem('nothing', '请写出要遮盖的原文，或者选中要删除的文件', 'passage')]);
    if (reason.trim() === '') return refuse('bad-input', [problem('reason', '请写明理由', 'reason')]);
    if (passage !== undefined && reason.includes(passage))
      return refuse('bad-input', [problem('repeats', '理由里不要重复要遮盖的内容：理由会一直留着', 'reason')]);
    const findings = passage === undefined ? [] : passageFindings(passage);
    if (findings.length > 0) return refuse('bad-input', findings);
    const held = await redactable(client, site, loaded.id, passage, files);
    if (passage !== undefined && !held.stands)
      return refuse('bad-input', [problem('not-there', '这件里没有这段文字，请从稿子里照原样复制', 'passage')]);
    if (held.files.length < new Set(files).size) return refuse('bad-input', [problem('unknown-file', '这件没有这个文件', 'files')]);
    const redaction = await addRedaction(client, site, {
      ...{ submission: loaded.id, passage, files: held.files, reason, by: actor.person, byName: actor.name, now },
    });
    const detail = { characters: Array.from(passage ?? '').length, files: held.files };
    await record({ thing: 'redaction', thingId: String(redaction), to: 'proposed', reason, detail: { submission: loaded.id, ...detail } });
    await record({ thing: 'submission', thingId: String(loaded.id), detail: { redaction, ...detail } });
    return accept({ redaction });
  },
};
