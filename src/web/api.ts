/**
 * The types of what the server offers. Each action and view that a page uses has a line here, by its name; nothing of theirs is loaded
 * into the browser. `tests/web/api.test.ts` proves that every line names the right thing.
 */
import type { Action } from '../actions/action.ts';
import type { View } from '../views/view.ts';

/** One line an action: `'submission.submit': typeof import('../actions/submit-submission.ts').submitSubmission;` */
export interface Actions {
  'appeal.grant': typeof import('../actions/grant-appeal.ts').grantAppeal;
  'appeal.grant-partly': typeof import('../actions/grant-partly-appeal.ts').grantPartlyAppeal;
  'appeal.raise': typeof import('../actions/raise-appeal.ts').raiseAppeal;
  'appeal.refuse': typeof import('../actions/refuse-appeal.ts').refuseAppeal;
  'appeal.take-back': typeof import('../actions/take-back-appeal.ts').takeBackAppeal;
  'bulletin.sign': typeof import('../actions/sign-bulletin.ts').signBulletin;
  'adoption.claim': typeof import('../actions/claim-adoption.ts').claimAdoption;
  'adoption.confirm': typeof import('../actions/confirm-adoption.ts').confirmAdoption;
  'adoption.refute': typeof import('../actions/refute-adoption.ts').refuteAdoption;
  'adoption.withdraw': typeof import('../actions/withdraw-adoption.ts').withdrawAdoption;
  'channel.add': typeof import('../actions/add-channel.ts').addChannel;
  'channel.change': typeof import('../actions/change-channel.ts').changeChannel;
  'expert.invite': typeof import('../actions/invite-expert.ts').inviteExpert;
  'expert.revoke': typeof import('../actions/revoke-expert.ts').revokeExpert;
  'instruction.confirm': typeof import('../actions/confirm-instruction.ts').confirmInstruction;
  'instruction.record': typeof import('../actions/record-instruction.ts').recordInstruction;
  'instruction.refute': typeof import('../actions/refute-instruction.ts').refuteInstruction;
  'instruction.withdraw': typeof import('../actions/withdraw-instruction.ts').withdrawInstruction;
  'outlet.save': typeof import('../actions/save-outlet.ts').saveOutlet;
  'password.change': typeof import('../actions/change-password.ts').changePassword;
  'person.appoint': typeof import('../actions/appoint-person.ts').appointPerson;
  'person.edit': typeof import('../actions/edit-person.ts').editPerson;
  'person.hand-over': typeof import('../actions/hand-over-person.ts').handOverPerson;
  'person.invite': typeof import('../actions/invite-person.ts').invitePerson;
  'person.leave': typeof import('../actions/leave-person.ts').leavePerson;
  'person.reset': typeof import('../actions/reset-person.ts').resetPerson;
  'platform.configure': typeof import('../actions/configure-platform.ts').configurePlatform;
  'publication.retry': typeof import('../actions/retry-publication.ts').retryPublication;
  'redaction.confirm': typeof import('../actions/confirm-redaction.ts').confirmRedaction;
  'redaction.propose': typeof import('../actions/propose-redaction.ts').proposeRedaction;
  'redaction.refuse': typeof import('../actions/refuse-redaction.ts').refuseRedaction;
  'role.withdraw': typeof import('../actions/withdraw-role.ts').withdrawRole;
  'section.save': typeof import('../actions/save-section.ts').saveSection;
  'session.end': typeof import('../actions/end-session.ts').endSession;
  'session.end-others': typeof import('../actions/end-other-sessions.ts').endOtherSessions;
  'site.configure': typeof import('../actions/configure-site.ts').configureSite;
  'site.set-up': typeof import('../actions/set-up-site.ts').setUpSite;
  'submission.adopt': typeof import('../actions/adopt-submission.ts').adoptSubmission;
  'submission.approve': typeof import('../actions/approve-submission.ts').approveSubmission;
  'submission.claim': typeof import('../actions/claim-submission.ts').claimSubmission;
  'submission.claim-review': typeof import('../actions/claim-submission-review.ts').claimSubmissionReview;
  'submission.comment': typeof import('../actions/comment-on-submission.ts').commentOnSubmission;
  'submission.correct': typeof import('../actions/correct-submission.ts').correctSubmission;
  'submission.discard': typeof import('../actions/discard-submission.ts').discardSubmission;
  'submission.draft': typeof import('../actions/draft-submission.ts').draftSubmission;
  'submission.edit': typeof import('../actions/edit-submission.ts').editSubmission;
  'submission.feature': typeof import('../actions/feature-submission.ts').featureSubmission;
  'submission.limit-access': typeof import('../actions/limit-submission-access.ts').limitSubmissionAccess;
  'submission.mark-urgent': typeof import('../actions/mark-submission-urgent.ts').markSubmissionUrgent;
  'submission.pin': typeof import('../actions/pin-submission-remark.ts').pinSubmissionRemark;
  'submission.publish': typeof import('../actions/publish-submission.ts').publishSubmission;
  'submission.publish-urgently': typeof import('../actions/publish-urgently-submission.ts').publishSubmissionUrgently;
  'submission.ratify': typeof import('../actions/ratify-submission.ts').ratifySubmission;
  'submission.recall': typeof import('../actions/recall-submission.ts').recallSubmission;
  'submission.reject': typeof import('../actions/reject-submission.ts').rejectSubmission;
  'submission.release': typeof import('../actions/release-submission.ts').releaseSubmission;
  'submission.release-review': typeof import('../actions/release-submission-review.ts').releaseSubmissionReview;
  'submission.reopen': typeof import('../actions/reopen-submission.ts').reopenSubmission;
  'submission.restore': typeof import('../actions/restore-submission.ts').restoreSubmission;
  'submission.return': typeof import('../actions/return-submission.ts').returnSubmission;
  'submission.save': typeof import('../actions/save-submission.ts').saveSubmission;
  'submission.send-back': typeof import('../actions/send-back-submission.ts').sendBackSubmission;
  'submission.submit': typeof import('../actions/submit-submission.ts').submitSubmission;
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
  'unit.merge': typeof import('../actions/merge-unit.ts').mergeUnit;
  'unit.rename': typeof import('../actions/rename-unit.ts').renameUnit;
  'unit.save': typeof import('../actions/save-unit.ts').saveUnit;
  'unit.split': typeof import('../actions/split-unit.ts').splitUnit;
}

/** One line a view: `ranking: typeof import('../views/ranking.ts').ranking;` */
export interface Views {
  appeals: typeof import('../views/appeals.ts').appeals;
  'bulletin-receipts': typeof import('../views/bulletin-receipts.ts').bulletinReceipts;
  'received-bulletins': typeof import('../views/received-bulletins.ts').receivedBulletins;
  'zero-reports': typeof import('../views/zero-reports.ts').zeroReports;
  'adoptions-to-confirm': typeof import('../views/adoptions-to-confirm.ts').adoptionsToConfirm;
  channels: typeof import('../views/channels.ts').channels;
  desk: typeof import('../views/desk.ts').desk;
  'desk-counts': typeof import('../views/desk-counts.ts').deskCounts;
  'handover-pack': typeof import('../views/handover-pack.ts').handoverPack;
  history: typeof import('../views/history-list.ts').history;
  'history-verification': typeof import('../views/history-check.ts').historyCheck;
  inbox: typeof import('../views/inbox.ts').inbox;
  models: typeof import('../views/models.ts').models;
  'my-sessions': typeof import('../views/my-sessions.ts').mySessions;
  'my-submissions': typeof import('../views/my-submissions.ts').mySubmissions;
  'my-tokens': typeof import('../views/my-tokens.ts').myTokens;
  'near-submissions': typeof import('../views/near-submissions.ts').nearSubmissions;
  outlets: typeof import('../views/outlets.ts').outlets;
  people: typeof import('../views/people.ts').people;
  person: typeof import('../views/person.ts').person;
  'platform-settings': typeof import('../views/platform-settings.ts').platformSettings;
  'publication-list': typeof import('../views/publication-list.ts').publicationList;
  published: typeof import('../views/published.ts').published;
  'reported-items': typeof import('../views/reported-items.ts').reportedItems;
  'reporting-problems': typeof import('../views/unit-month.ts').reportingProblems;
  'review-queue': typeof import('../views/review-queue.ts').reviewQueue;
  'score-lines': typeof import('../views/score-lines.ts').scoreLines;
  redactions: typeof import('../views/redactions.ts').redactions;
  search: typeof import('../views/search.ts').search;
  sections: typeof import('../views/sections.ts').sections;
  'site-settings': typeof import('../views/site-settings.ts').siteSettings;
  sites: typeof import('../views/sites.ts').sites;
  submission: typeof import('../views/submission.ts').submission;
  'submission-checks': typeof import('../views/submission-checks.ts').submissionChecks;
  'submission-item': typeof import('../views/submission-item.ts').submissionItem;
  'submission-decisions': typeof import('../views/submission-decisions.ts').submissionDecisions;
  'submission-people': typeof import('../views/submission-people.ts').submissionPeople;
  'submission-version': typeof import('../views/submission-version.ts').submissionVersion;
  tokens: typeof import('../views/tokens.ts').tokens;
  'unit-month': typeof import('../views/unit-month.ts').unitMonth;
  units: typeof import('../views/units.ts').units;
  'version-difference': typeof import('../views/submission-version.ts').versionDifference;
  writing: typeof import('../views/writing.ts').writing;
}

export type ActionName = keyof Actions;
export type ViewName = keyof Views;

// biome-ignore lint/suspicious/noExplicitAny: an action acts on things of any kind; here only input and result matter
export type InputOf<Name extends ActionName> = Actions[Name] extends Action<infer Input, infer _, any> ? Input : never;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type ResultOf<Name extends ActionName> = Actions[Name] extends Action<infer _, infer Result, any> ? Result : never;
export type QueryOf<Name extends ViewName> = Views[Name] extends View<infer Input, infer _> ? Input : never;
export type DataOf<Name extends ViewName> = Views[Name] extends View<infer _, infer Result> ? Result : never;
