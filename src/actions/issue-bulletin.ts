import { TemplateError } from '../domain/bulletin/compose.ts';
import { withHistoryHead } from '../domain/bulletin/history-head.ts';
import { take } from '../domain/bulletin/lifecycle.ts';
import { canonicalJson } from '../domain/canonical.ts';
import { asRead } from '../domain/document.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { blocks, type Finding as VerificationFinding } from '../domain/verification/finding.ts';
import { verify } from '../domain/verification/verify.ts';
import { addIssue, documentNumberTaken, loadBulletin, rulebookIdOn, saveBulletin } from '../store/bulletins.ts';
import { composeBulletin, isForwarding } from '../store/composing.ts';
import { printsHistoryHead, sealHistory } from '../store/history-seals.ts';
import type { Action } from './action.ts';

export interface IssueBulletin {
  readonly site: string;
  readonly bulletin: number;
  readonly version: number;
  /** Findings that do not touch figures may be overruled, each kind with a reason that is kept. */
  readonly overrule?: readonly { readonly kind: string; readonly reason: string }[];
}
export interface IssuedBulletin {
  readonly bulletin: number;
  readonly issueYear: number;
  readonly issueNumber: number;
  readonly sha256: string;
  readonly findings: readonly VerificationFinding[];
}

const text = { type: 'string', minLength: 1 } as const;

/** Issues a bulletin: composes it, lets it verify itself, and freezes figures and text under a number and a hash. */
export const issueBulletin: Action<IssueBulletin, IssuedBulletin> = {
  name: 'bulletin.issue',
  says: '印发通报',
  input: {
    type: 'object',
    required: ['site', 'bulletin', 'version'],
    properties: {
      site: text,
      bulletin: { type: 'integer' },
      version: { type: 'integer' },
      overrule: {
        type: 'array',
        items: { type: 'object', required: ['kind', 'reason'], properties: { kind: text, reason: text }, additionalProperties: false },
      },
    },
    additionalProperties: false,
  },
  needs: 'bulletin.issue',
  siteOf: (input) => input.site,
  alone: true,
  run: async ({ db, client, now, tools, record }, { site, bulletin: id, version, overrule = [] }) => {
    const bulletin = await loadBulletin(db, site, id);
    if (!bulletin) return refuse('not-found', [problem('unknown-bulletin', `没有第 ${id} 号通报`, 'bulletin')]);
    if (bulletin.version !== version)
      return refuse('stale-version', [problem('stale-version', '这份底稿已被别人改过，请先看新的一稿', 'version')]);
    const composed = await composeBulletin(client, site, bulletin, tools.fillTemplate).catch(sentenceRefused);
    if (composed instanceof TemplateError) return refuse('bad-input', [problem('template', composed.message, 'body')]);
    if (!composed) return refuse('conflict', [problem('no-rulebook', '这个网站还没有计分办法，请先采用一个')]);
    // Up to here history is complete: nothing of this site is under way beside this action.
    const { head } = await sealHistory(client, site, tools.sha256, now);
    const { document, figures } = withHistoryHead(composed, head, await printsHistoryHead(client, site));
    const findings = verify(asRead(document), composed.known === undefined ? {} : { known: composed.known });
    const moved = take('issue', { state: bulletin.state, blocking: blocking(findings, overrule) });
    if (!moved.ok) return moved;
    if (document.documentNumber !== undefined && (await documentNumberTaken(db, site, document.documentNumber))) {
      return refuse('conflict', [problem('document-number', `发文字号 ${document.documentNumber} 已用于另一份通报`, 'documentNumber')]);
    }
    if (!(await saveBulletin(db, site, id, version, { state: moved.value })))
      return refuse('stale-version', [problem('stale-version', '有人同时动了这份通报')]);
    const sha256 = tools.sha256(canonicalJson({ document, figures }));
    const issueYear = Number((document.issuedOn ?? bulletin.to).slice(0, 4));
    const kept = overrule.filter(({ kind }) => findings.some((finding) => finding.kind === kind));
    const rulebookId = isForwarding(bulletin.body) ? undefined : await rulebookIdOn(db, site, bulletin.to);
    const issueNumber = await addIssue(db, {
      site,
      bulletinId: id,
      issueYear,
      documentNumber: document.documentNumber,
      issuedOn: document.issuedOn,
      frozenAt: now,
      from: bulletin.from,
      to: bulletin.to,
      rulebookId,
      figures,
      document,
      sha256,
      overruled: kept,
      correctsId: bulletin.correctsId ?? undefined,
    });
    await record({
      site,
      thing: 'bulletin',
      thingId: String(id),
      from: bulletin.state,
      to: moved.value,
      detail: { issueYear, issueNumber, sha256, overruled: kept },
    });
    if (bulletin.correctsId !== null) {
      const corrected = await loadBulletin(db, site, bulletin.correctsId);
      const superseded = corrected
        ? take('supersede', { state: corrected.state, blocking: [] })
        : refuse('not-found', [problem('corrects', '被更正的通报不存在')]);
      if (!superseded.ok) return superseded;
      await saveBulletin(db, site, bulletin.correctsId, corrected?.version ?? 0, { state: superseded.value });
      await record({
        site,
        thing: 'bulletin',
        thingId: String(bulletin.correctsId),
        from: 'issued',
        to: superseded.value,
        detail: { by: id },
      });
    }
    return accept({ bulletin: id, issueYear, issueNumber, sha256, findings });
  },
};

const sentenceRefused = (error: unknown): TemplateError => {
  if (error instanceof TemplateError) return error;
  throw error;
};

/** What stops the issue: errors in figures always; any other error or warning unless its kind is overruled with a reason. */
function blocking(findings: readonly VerificationFinding[], overrule: readonly { kind: string }[]): Finding[] {
  return findings
    .filter((finding) => blocks(finding) || (finding.severity !== 'note' && !overrule.some(({ kind }) => kind === finding.kind)))
    .map((finding) => ({
      code: finding.kind,
      level: blocks(finding) ? 'error' : 'warning',
      message: finding.message,
      where: whereText(finding),
    }));
}

const whereText = ({ where }: VerificationFinding): string =>
  [
    where.paragraph === undefined ? '' : `第${where.paragraph + 1}段`,
    where.table === undefined ? '' : `表${where.table + 1}`,
    where.row === undefined ? '' : `第${where.row + 1}行`,
  ].join('');
