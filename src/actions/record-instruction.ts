/** `instruction.record`: a leader wrote something on an item (批示); it counts when a second person confirms it. */
import { claimFindings } from '../domain/adoption/claim.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { keepEvidence, loadOutlets } from '../store/adoptions.ts';
import { addInstruction } from '../store/instructions.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { claimSchema, wordSchema } from './desk-subject.ts';
import { idSchema, reasonSchema, submissionSubject } from './submission-subject.ts';

export interface RecordInstruction {
  readonly site: string;
  readonly submission: number;
  readonly leader: string;
  /** As the rulebook names it: 国家级, 省部级, 市领导… */
  readonly level: string;
  readonly on: string;
  /** Where the item stood when the leader read it. */
  readonly outlet?: number;
  readonly text?: string;
  readonly evidence?: string;
  readonly evidenceSha256?: string;
  readonly note?: string;
}

export const recordInstruction: Action<RecordInstruction, { readonly instruction: number }, LoadedSubmission> = {
  name: 'instruction.record',
  says: '登记领导批示，附上依据',
  needs: 'instruction.record',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: claimSchema({ leader: wordSchema, level: wordSchema, outlet: idSchema, text: reasonSchema }, ['leader', 'level']),
  async run({ client, actor, now, record }, input, loaded) {
    const { site, leader, level, on, outlet, text, evidence, evidenceSha256 } = input;
    const findings = claimFindings(loaded.state, input, dayFrom(officeDay(now)) ?? 0);
    if (findings.length > 0) return refuse('bad-input', findings);
    if (outlet !== undefined && (await loadOutlets(client, site, [outlet])).length === 0)
      return refuse('bad-input', [problem('unknown-outlet', `没有第 ${outlet} 号采用载体`, 'outlet')]);
    if (evidenceSha256 !== undefined && !(await keepEvidence(client, site, loaded.id, evidenceSha256, actor.person)))
      return refuse('bad-input', [problem('unknown-file', '没有这个文件，请重新上传', 'evidenceSha256')]);
    const instruction = await addInstruction(client, site, {
      ...{ submission: loaded.id, leader, level, outlet, on, body: text, evidence, evidenceSha256 },
      ...{ by: actor.person, byName: actor.name, now },
    });
    await record({
      thing: 'instruction',
      thingId: String(instruction),
      to: 'claimed',
      detail: { submission: loaded.id, leader, level, on },
    });
    await record({ thing: 'submission', thingId: String(loaded.id), detail: { instruction, leader, level, on } });
    return accept({ instruction });
  },
};
