/** `submission.submit`: the unit sends an item: its text is frozen and signed by its author, and goes to review or straight to the office. */
import { blockingOf, runChecks } from '../domain/checks/checks.ts';
import { levelsOf } from '../domain/organisation/settings.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { checkWording } from '../store/item-wording.ts';
import { receiptOf } from '../store/receipt.ts';
import { similarTexts } from '../store/similar-checks.ts';
import { type CheckedSubmission, checkContextOf } from '../store/submission-checks.ts';
import { textToHash } from '../store/submission-texts.ts';
import type { Action } from './action.ts';
import { checkedSubject, letGo, type SeenSubmission, type SteppedSubmission, stepSchema, stepSubmission } from './submission-subject.ts';

export interface SubmittedSubmission extends SteppedSubmission {
  /** The text version it was frozen under. */
  readonly textVersion: number;
  /** What the checks found and did not stop. */
  readonly findings: readonly Finding[];
}

export const submitSubmission: Action<SeenSubmission, SubmittedSubmission, CheckedSubmission> = {
  name: 'submission.submit',
  says: '报送',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  quick: true,
  subject: checkedSubject,
  input: stepSchema(),
  async run(context, { version }, item) {
    const { actor, now, tools } = context;
    if (actor.person === undefined) return refuse('conflict', [problem('no-person', '报送要以本人的账号登录')]);
    const wording = await checkWording(context.client, tools, item, 'submit', now);
    // Only where it may stop anything are the tables asked: what only warns was shown before.
    const similar = item.settings.checks.similar === 'stop' ? await similarTexts(context.client, actor, item) : [];
    const findings = runChecks(checkContextOf(item, 'submit', now, { wording, similar }));
    const levels = levelsOf(item.settings, { key: item.unitKey, class: item.unitClass });
    const sha256 = tools.sha256(textToHash(item.text));
    // The same text sent again is the same version.
    const number = sha256 === item.textSha256 ? item.textVersion : item.textVersion + 1;
    const frozen = { ...item.text, number, side: 'unit', sha256, by: actor.person, byName: actor.name } as const;
    const { signer, responsibleEditor, phone } = item.text.content;
    const stepped = await stepSubmission(
      context,
      { ...item, levels, level: 0 },
      'submit',
      { version, blocking: blockingOf(findings), detail: { text: number, sha256, levels } },
      (next) => {
        const receipt = next === 'submitted' ? receiptOf(item, now) : undefined;
        return {
          changes: { ...letGo, ...receipt?.changes, state: next, levels, level: 0, textVersion: number, reason: null, reasonCode: null },
          frozen: number === item.textVersion ? undefined : frozen,
          signatures: [{ version: number, sha256, as: 'author', person: actor.person, name: actor.name }],
          facts: receipt?.facts ?? [],
          defaults: { unit: item.unit, body: { signer, responsibleEditor, phone } },
        };
      },
    );
    return stepped.ok ? accept({ ...stepped.value, textVersion: number, findings }) : stepped;
  },
};
