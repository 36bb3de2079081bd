/** `history-verification` as the door opens it: one site's history, or the platform's own, hashed again from the first line. */
import { createHash } from 'node:crypto';
import { type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { checkSchema, type Schema } from '../domain/schema.ts';
import type { Source } from '../store/transaction.ts';
import { type HistoryVerification, historyVerification } from './history-verification.ts';
import { siteProperty } from './submission-list.ts';
import type { View } from './view.ts';

export interface HistoryCheckInput {
  /** Absent: the platform's own history. */
  readonly site?: string;
  /** A head on paper, whole or as printed. */
  readonly head?: string;
}

const input: Schema = {
  type: 'object',
  properties: { site: siteProperty, head: { type: 'string', minLength: 1, maxLength: 200 } },
  additionalProperties: false,
};

async function look(pool: Source, actor: Actor, given: HistoryCheckInput): Promise<Outcome<HistoryVerification>> {
  const findings = checkSchema(given, input);
  if (findings.length > 0) return refuse('bad-input', findings);
  // It reads everything from the first line: whoever watches over history asks for it now and then.
  if (given.site === undefined && !may(actor, 'history.read'))
    return refuse('forbidden', [problem('forbidden', '没有查看平台历史记录的权限')]);
  const { site = '', head } = given;
  return historyVerification(pool, actor, { site, head }, (text) => createHash('sha256').update(text).digest('hex'));
}

export const historyCheck: View<HistoryCheckInput, HistoryVerification> = Object.assign(look, {
  view: 'history-verification',
  says: '从头核验一个网站的历史记录，逐行指出改动、缺少、添加和调换',
  input,
});
