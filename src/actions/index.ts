/** The list of actions: what the HTTP door opens by name, and what the documentation of the API lists. */
import { addChannel } from './add-channel.ts';
import { adoptRulebook } from './adopt-rulebook.ts';
import { adoptSubmission } from './adopt-submission.ts';
import { adoptSubmissions } from './adopt-submissions.ts';
import { appointPerson } from './appoint-person.ts';
import { approveSubmission } from './approve-submission.ts';
import { attachDocument } from './attach-document.ts';
import { attemptPublication } from './attempt-publication.ts';
import { beginTotp } from './begin-totp.ts';
import { changeChannel } from './change-channel.ts';
import { changePassword } from './change-password.ts';
import { claimAdministrator } from './claim-administrator.ts';
import { claimAdoption } from './claim-adoption.ts';
import { claimSubmission } from './claim-submission.ts';
import { claimSubmissionReview } from './claim-submission-review.ts';
import { commentAsExpert } from './comment-as-expert.ts';
import { commentOnSubmission } from './comment-on-submission.ts';
import { configurePlatform } from './configure-platform.ts';
import { configureSite } from './configure-site.ts';
import { confirmAdoption } from './confirm-adoption.ts';
import { confirmInstruction } from './confirm-instruction.ts';
import { confirmRedaction } from './confirm-redaction.ts';
import { confirmTotp } from './confirm-totp.ts';
import { correctSubmission } from './correct-submission.ts';
import { deliverPublication } from './deliver-publication.ts';
import { discardSubmission } from './discard-submission.ts';
import { draftBulletin } from './draft-bulletin.ts';
import { draftSubmission } from './draft-submission.ts';
import { editAccount } from './edit-account.ts';
import { editPerson } from './edit-person.ts';
import { editSubmission } from './edit-submission.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { failPublication } from './fail-publication.ts';
import { featureSubmission } from './feature-submission.ts';
import { grantAppeal } from './grant-appeal.ts';
import { grantPartlyAppeal } from './grant-partly-appeal.ts';
import { handOverPerson } from './hand-over-person.ts';
import { importFacts } from './import-facts.ts';
import { importPublished } from './import-published.ts';
import { indexSearch } from './index-search.ts';
import { inviteExpert } from './invite-expert.ts';
import { invitePerson } from './invite-person.ts';
import { issueBulletin } from './issue-bulletin.ts';
import { keepFile } from './keep-file.ts';
import { leavePerson } from './leave-person.ts';
import { limitSubmissionAccess } from './limit-submission-access.ts';
import { makeToken } from './make-token.ts';
import { markSubmissionUrgent } from './mark-submission-urgent.ts';
import { mergeSubmissions } from './merge-submissions.ts';
import { mergeUnit } from './merge-unit.ts';
import { offerAdministrator } from './offer-administrator.ts';
import { pinSubmissionRemark } from './pin-submission-remark.ts';
import { planReviewSubmission } from './plan-review-submission.ts';
import { proposeRedaction } from './propose-redaction.ts';
import { publishSubmission } from './publish-submission.ts';
import { publishSubmissionUrgently } from './publish-urgently-submission.ts';
import { raiseAppeal } from './raise-appeal.ts';
import { ratifySubmission } from './ratify-submission.ts';
import { readAsExpert } from './read-as-expert.ts';
import { recallSubmission } from './recall-submission.ts';
import { recordInstruction } from './record-instruction.ts';
import { refuseAppeal } from './refuse-appeal.ts';
import { refuseRedaction } from './refuse-redaction.ts';
import { refuteAdoption } from './refute-adoption.ts';
import { refuteInstruction } from './refute-instruction.ts';
import { rejectSubmission } from './reject-submission.ts';
import { rejectSubmissions } from './reject-submissions.ts';
import { releaseSubmission } from './release-submission.ts';
import { releaseSubmissionReview } from './release-submission-review.ts';
import { removeTotp } from './remove-totp.ts';
import { renameUnit } from './rename-unit.ts';
import { renewSession } from './renew-session.ts';
import { reopenSubmission } from './reopen-submission.ts';
import { resetPerson } from './reset-person.ts';
import { restoreSubmission } from './restore-submission.ts';
import { retryPublication } from './retry-publication.ts';
import { returnSubmission } from './return-submission.ts';
import { revokeExpert } from './revoke-expert.ts';
import { revokeToken } from './revoke-token.ts';
import { rotateKey } from './rotate-key.ts';
import { saveOutlet } from './save-outlet.ts';
import { saveSection } from './save-section.ts';
import { saveSubmission } from './save-submission.ts';
import { saveUnit } from './save-unit.ts';
import { sealHistory } from './seal-history.ts';
import { sendBackSubmission } from './send-back-submission.ts';
import { setPasswordWithCode } from './set-password-with-code.ts';
import { setUpSite } from './set-up-site.ts';
import { signBulletin } from './sign-bulletin.ts';
import { splitUnit } from './split-unit.ts';
import { startSession } from './start-session.ts';
import { submitSubmission } from './submit-submission.ts';
import { takeBackAppeal } from './take-back-appeal.ts';
import { tidyPlatform } from './tidy-platform.ts';
import { unadoptSubmission } from './unadopt-submission.ts';
import { unmergeSubmission } from './unmerge-submission.ts';
import { unscheduleSubmission } from './unschedule-submission.ts';
import { withdrawAdoption } from './withdraw-adoption.ts';
import { withdrawInstruction } from './withdraw-instruction.ts';
import { withdrawRole } from './withdraw-role.ts';
import { withdrawSubmission } from './withdraw-submission.ts';

export const actions = [
  addChannel,
  adoptRulebook,
  adoptSubmission,
  adoptSubmissions,
  appointPerson,
  approveSubmission,
  attachDocument,
  attemptPublication,
  beginTotp,
  changeChannel,
  changePassword,
  claimAdministrator,
  claimAdoption,
  claimSubmission,
  claimSubmissionReview,
  commentAsExpert,
  commentOnSubmission,
  configurePlatform,
  configureSite,
  confirmAdoption,
  confirmInstruction,
  confirmTotp,
  correctSubmission,
  deliverPublication,
  discardSubmission,
  draftBulletin,
  draftSubmission,
  editAccount,
  editPerson,
  editSubmission,
  endOtherSessions,
  endSession,
  failPublication,
  featureSubmission,
  grantAppeal,
  grantPartlyAppeal,
  raiseAppeal,
  refuseAppeal,
  takeBackAppeal,
  handOverPerson,
  importFacts,
  importPublished,
  indexSearch,
  inviteExpert,
  invitePerson,
  issueBulletin,
  keepFile,
  leavePerson,
  limitSubmissionAccess,
  makeToken,
  markSubmissionUrgent,
  mergeSubmissions,
  mergeUnit,
  offerAdministrator,
  pinSubmissionRemark,
  proposeRedaction,
  confirmRedaction,
  refuseRedaction,
  planReviewSubmission,
  publishSubmission,
  publishSubmissionUrgently,
  ratifySubmission,
  readAsExpert,
  recallSubmission,
  recordInstruction,
  refuteAdoption,
  refuteInstruction,
  rejectSubmission,
  rejectSubmissions,
  releaseSubmission,
  releaseSubmissionReview,
  removeTotp,
  renameUnit,
  renewSession,
  reopenSubmission,
  resetPerson,
  restoreSubmission,
  retryPublication,
  returnSubmission,
  revokeExpert,
  revokeToken,
  rotateKey,
  saveOutlet,
  saveSection,
  saveSubmission,
  saveUnit,
  sealHistory,
  sendBackSubmission,
  setPasswordWithCode,
  setUpSite,
  signBulletin,
  splitUnit,
  startSession,
  submitSubmission,
  tidyPlatform,
  unadoptSubmission,
  unmergeSubmission,
  unscheduleSubmission,
  withdrawAdoption,
  withdrawInstruction,
  withdrawRole,
  withdrawSubmission,
] as const;
