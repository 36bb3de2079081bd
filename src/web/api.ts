/**
 * The types of what the server offers. Each action and view that a page uses has a line here, by its name; nothing of theirs is loaded
 * into the browser. `tests/web/api.test.ts` proves that every line names the right thing.
 */
import type { Action } from '../actions/action.ts';
import type { View } from '../views/view.ts';

/** One line an action: `'submission.submit': typeof import('../actions/submit-submission.ts').submitSubmission;` */
export interface Actions {
  'adoption.claim': typeof import('../actions/claim-adoption.ts').claimAdoption;
  'adoption.confirm': typeof import('../actions/confirm-adoption.ts').confirmAdoption;
  'adoption.refute': typeof import('../actions/refute-adoption.ts').refuteAdoption;
  'adoption.withdraw': typeof import('../actions/withdraw-adoption.ts').withdrawAdoption;
  'instruction.confirm': typeof import('../actions/confirm-instruction.ts').confirmInstruction;
  'instruction.record': typeof import('../actions/record-instruction.ts').recordInstruction;
  'instruction.refute': typeof import('../actions/refute-instruction.ts').refuteInstruction;
  'instruction.withdraw': typeof import('../actions/withdraw-instruction.ts').withdrawInstruction;
  'password.change': typeof import('../actions/change-password.ts').changePassword;
  'publication.retry': typeof import('../actions/retry-publication.ts').retryPublication;
  'session.end': typeof import('../actions/end-session.ts').endSession;
  'session.end-others': typeof import('../actions/end-other-sessions.ts').endOtherSessions;
  'site.set-up': typeof import('../actions/set-up-site.ts').setUpSite;
  'submission.adopt': typeof import('../actions/adopt-submission.ts').adoptSubmission;
  'submission.claim': typeof import('../actions/claim-submission.ts').claimSubmission;
  'submission.correct': typeof import('../actions/correct-submission.ts').correctSubmission;
  'submission.edit': typeof import('../actions/edit-submission.ts').editSubmission;
  'submission.feature': typeof import('../actions/feature-submission.ts').featureSubmission;
  'submission.publish': typeof import('../actions/publish-submission.ts').publishSubmission;
  'submission.publish-urgently': typeof import('../actions/publish-urgently-submission.ts').publishSubmissionUrgently;
  'submission.ratify': typeof import('../actions/ratify-submission.ts').ratifySubmission;
  'submission.reject': typeof import('../actions/reject-submission.ts').rejectSubmission;
  'submission.release': typeof import('../actions/release-submission.ts').releaseSubmission;
  'submission.reopen': typeof import('../actions/reopen-submission.ts').reopenSubmission;
  'submission.send-back': typeof import('../actions/send-back-submission.ts').sendBackSubmission;
  'submission.unadopt': typeof import('../actions/unadopt-submission.ts').unadoptSubmission;
  'submission.unmerge': typeof import('../actions/unmerge-submission.ts').unmergeSubmission;
  'submission.unschedule': typeof import('../actions/unschedule-submission.ts').unscheduleSubmission;
  'submission.withdraw': typeof import('../actions/withdraw-submission.ts').withdrawSubmission;
  'submissions.adopt': typeof import('../actions/adopt-submissions.ts').adoptSubmissions;
  'submissions.merge': typeof import('../actions/merge-submissions.ts').mergeSubmissions;
  'submissions.reject': typeof import('../actions/reject-submissions.ts').rejectSubmissions;
  'token.make': typeof import('../actions/make-token.ts').makeToken;
  'token.revoke': typeof import('../actions/revoke-token.ts').revokeToken;
  'totp.begin': typeof import('../actions/begin-totp.ts').beginTotp;
  'totp.confirm': typeof import('../actions/confirm-totp.ts').confirmTotp;
  'totp.remove': typeof import('../actions/remove-totp.ts').removeTotp;
}

/** One line a view: `ranking: typeof import('../views/ranking.ts').ranking;` */
export interface Views {
  'my-sessions': typeof import('../views/my-sessions.ts').mySessions;
  'my-tokens': typeof import('../views/my-tokens.ts').myTokens;
  sites: typeof import('../views/sites.ts').sites;
}

export type ActionName = keyof Actions;
export type ViewName = keyof Views;

// biome-ignore lint/suspicious/noExplicitAny: an action acts on things of any kind; here only input and result matter
export type InputOf<Name extends ActionName> = Actions[Name] extends Action<infer Input, infer _, any> ? Input : never;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type ResultOf<Name extends ActionName> = Actions[Name] extends Action<infer _, infer Result, any> ? Result : never;
export type QueryOf<Name extends ViewName> = Views[Name] extends View<infer Input, infer _> ? Input : never;
export type DataOf<Name extends ViewName> = Views[Name] extends View<infer _, infer Result> ? Result : never;
