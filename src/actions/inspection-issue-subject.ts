/** How a bulletin of an inspection is issued, for the first time or as a correction: composed, verified by itself, frozen under its number. */
import { withHistoryHead } from '../domain/bulletin/history-head.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { asRead } from '../domain/document.ts';
import { frozenInspection } from '../domain/inspection/figures.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { blocks } from '../domain/verification/finding.ts';
import { verify } from '../domain/verification/verify.ts';
import { officeDay } from '../store/actors.ts';
import { printsHistoryHead, sealHistory } from '../store/history-seals.ts';
import { addInspectionIssue, inspectionIssues, issuedUnder } from '../store/inspection-issues.ts';
import { composeInspection } from '../store/inspection-report.ts';
import type { LoadedInspection } from '../store/inspections.ts';
import type { ActionContext } from './action.ts';
import { type SeenInspection, stepInspection } from './inspection-subject.ts';
import { daySchema } from './submission-subject.ts';

export interface IssueInspection extends SeenInspection {
  /** 发文字号, as the office's registry gives it. */
  readonly documentNumber: string;
  /** The day printed on it; today where not given. */
  readonly issuedOn?: string;
}
export interface IssuedInspection {
  readonly inspection: number;
  readonly version: number;
  readonly issue: number;
  readonly issueYear: number;
  readonly issueNumber: number;
  readonly sha256: string;
}

export const issueProperties: Readonly<Record<string, Schema>> = {
  documentNumber: { type: 'string', pattern: '\\S', maxLength: 60 },
  issuedOn: daySchema,
};

export async function issueAs(
  context: ActionContext,
  loaded: LoadedInspection,
  step: 'issue' | 'correct',
  { site, version, documentNumber: given, issuedOn: day, reason }: IssueInspection & { readonly reason?: string },
): Promise<Outcome<IssuedInspection>> {
  const { client, actor, now, tools } = context;
  const [documentNumber, today] = [given.trim(), officeDay(now)];
  const issuedOn = day ?? today;
  if (dayFrom(issuedOn) === undefined || issuedOn < loaded.from)
    return refuse('bad-input', [problem('bad-date', '印发日期不能早于检查开始的日期', 'issuedOn')]);
  const [corrected] = await inspectionIssues(client, site, loaded.id);
  // Up to here history is complete: nothing of this site is under way beside this action.
  const { head } = await sealHistory(client, site, tools.sha256, now);
  const stepped = await stepInspection(context, loaded, step, {
    version,
    ...(reason === undefined ? {} : { reason }),
    detail: { documentNumber },
  });
  if (!stepped.ok) return stepped;
  if (await issuedUnder(client, site, documentNumber))
    return refuse('conflict', [problem('document-number', `发文字号 ${documentNumber} 已用于另一份通报`, 'documentNumber')]);
  const corrects =
    corrected && reason !== undefined ? { issue: corrected.issue, documentNumber: corrected.documentNumber, reason } : undefined;
  const composed = await composeInspection(client, actor, site, loaded.id, { documentNumber, issuedOn, ...(corrects ? { corrects } : {}) });
  if (!composed) throw new Error(`inspection ${site}/${loaded.id} was loaded and is not there`);
  const frozen = { figures: frozenInspection(composed.figures), document: composed.document };
  const { document, figures } = withHistoryHead(frozen, head, await printsHistoryHead(client, site));
  const wrong = verify(asRead(document)).filter(blocks);
  if (wrong.length > 0)
    return refuse(
      'findings',
      wrong.map(({ kind, message }) => problem(kind, message)),
    );
  const sha256 = tools.sha256(canonicalJson({ document, figures }));
  const by = { by: actor.person, byName: actor.name, now };
  const issue = await addInspectionIssue(client, site, {
    inspection: loaded.id,
    documentNumber,
    issuedOn,
    figures,
    document,
    sha256,
    corrects,
    ...by,
  });
  await context.record({
    thing: 'inspection',
    thingId: String(loaded.id),
    detail: { ...issue, documentNumber, sha256, ...(corrects ? { corrects: corrects.issue } : {}) },
  });
  return accept({ inspection: loaded.id, version: stepped.value.version, ...issue, sha256 });
}
