/** What the steps of a redaction act on, and what they answer. */
import type { RedactionState } from '../domain/submission/redaction.ts';
import { type LoadedRedaction, loadRedaction } from '../store/redactions.ts';
import type { Subject } from './action.ts';

export interface SeenRedaction {
  readonly site: string;
  readonly redaction: number;
  readonly version: number;
}
export interface SteppedRedaction {
  readonly redaction: number;
  readonly version: number;
  readonly state: RedactionState;
}

export const redactionSubject: Subject<{ readonly site: string; readonly redaction: number }, LoadedRedaction> = {
  reads: 'submission.redact',
  load: ({ client }, { site, redaction }) => loadRedaction(client, site, redaction),
  missing: ({ redaction }) => `没有第 ${redaction} 号遮盖，或者您看不到它`,
};
