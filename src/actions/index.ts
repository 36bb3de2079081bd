/** The list of actions: what the HTTP door opens by name, and what the documentation of the API lists. */
import { addChannel } from './add-channel.ts';
import { addWording } from './add-wording.ts';
import { adoptRulebook } from './adopt-rulebook.ts';
import { adoptSubmission } from './adopt-submission.ts';
import { adoptSubmissions } from './adopt-submissions.ts';
import { answerCommission } from './answer-commission.ts';
import { answerWording } from './answer-wording.ts';
import { appointPerson } from './appoint-person.ts';
import { approveSubmission } from './approve-submission.ts';
import { askCommission } from './ask-commission.ts';
import { attachDocument } from './attach-document.ts';
import { attemptMessage } from './attempt-message.ts';
import { attemptPublication } from './attempt-publication.ts';
import { beginTotp } from './begin-totp.ts';
import { callOffCommission } from './call-off-commission.ts';
import { changeChannel } from './change-channel.ts';
import { changePassword } from './change-password.ts';
import { checkInspection } from './check-inspection.ts';
import { chooseNotifications } from './choose-notifications.ts';
import { claimAdministrator } from './claim-administrator.ts';
import { claimAdoption } from './claim-adoption.ts';
import { claimSubmission } from './claim-submission.ts';
import { claimSubmissionReview } from './claim-submission-review.ts';
import { closeCommission } from './close-commission.ts';
import { closeRectification } from './close-rectification.ts';
import { commentAsExpert } from './comment-as-expert.ts';
import { commentOnSubmission } from './comment-on-submission.ts';
import { concludeInspection } from './conclude-inspection.ts';
import { configureMailServer } from './configure-mail-server.ts';
import { configurePlatform } from './configure-platform.ts';
import { configureSite } from './configure-site.ts';
import { configureSiteNotifications } from './configure-site-notifications.ts';
import { confirmAdoption } from './confirm-adoption.ts';
import { confirmFinding } from './confirm-finding.ts';
import { confirmFound } from './confirm-inspection-finding.ts';
import { confirmInstruction } from './confirm-instruction.ts';
import { confirmMailAddress } from './confirm-mail-address.ts';
import { confirmRedaction } from './confirm-redaction.ts';
import { confirmRescan } from './confirm-rescan.ts';
import { confirmTotp } from './confirm-totp.ts';
import { correctInspection } from './correct-inspection.ts';
import { correctSubmission } from './correct-submission.ts';
import { declineCommission } from './decline-commission.ts';
import { deliverMessage } from './deliver-message.ts';
import { deliverPublication } from './deliver-publication.ts';
import { detachCommission } from './detach-commission.ts';
import { discardSubmission } from './discard-submission.ts';
import { dismissFinding } from './dismiss-finding.ts';
import { draftBulletin } from './draft-bulletin.ts';
import { draftSubmission } from './draft-submission.ts';
import { editAccount } from './edit-account.ts';
import { editCommission } from './edit-commission.ts';
import { editPerson } from './edit-person.ts';
import { editSubmission } from './edit-submission.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { excuseCommission } from './excuse-commission.ts';
import { failMessage } from './fail-message.ts';
import { failPublication } from './fail-publication.ts';
import { featureSubmission } from './feature-submission.ts';
import { grantAppeal } from './grant-appeal.ts';
import { grantPartlyAppeal } from './grant-partly-appeal.ts';
import { handOverPerson } from './hand-over-person.ts';
import { ignoreRescan, recallRescan } from './ignore-rescan.ts';
import { importCalendar } from './import-calendar.ts';
import { importFacts } from './import-facts.ts';
import { importInspection } from './import-inspection.ts';
import { importPublished } from './import-published.ts';
import { importWording } from './import-wording.ts';
import { indexSearch } from './index-search.ts';
import { inviteExpert } from './invite-expert.ts';
import { invitePerson } from './invite-person.ts';
import { issueBulletin } from './issue-bulletin.ts';
import { issueInspection } from './issue-inspection.ts';
import { keepFile } from './keep-file.ts';
import { keepOfficeHolder } from './keep-office-holder.ts';
import { beginTraining, endTraining, progressTraining } from './keep-training.ts';
import { lapseCommission } from './lapse-commission.ts';
import { learnGate } from './learn-gate.ts';
import { leavePerson } from './leave-person.ts';
import { limitSubmissionAccess } from './limit-submission-access.ts';
import { lockCommission } from './lock-commission.ts';
import { makeToken } from './make-token.ts';
import { markOverdueRectification } from './mark-overdue-rectification.ts';
import { markSubmissionUrgent } from './mark-submission-urgent.ts';
import { mergeSubmissions } from './merge-submissions.ts';
import { mergeUnit } from './merge-unit.ts';
import { missCommission } from './miss-commission.ts';
import { noteSubject } from './note-inspection-subject.ts';
import { notifyRectification } from './notify-rectification.ts';
import { offerAdministrator } from './offer-administrator.ts';
import { passOnCommission } from './pass-on-commission.ts';
import { pinSubmissionRemark } from './pin-submission-remark.ts';
import { placeCommission } from './place-commission.ts';
import { planInspection } from './plan-inspection.ts';
import { planReviewSubmission } from './plan-review-submission.ts';
import { progressCommission } from './progress-commission.ts';
import { proposeMailAddress } from './propose-mail-address.ts';
import { proposeRedaction } from './propose-redaction.ts';
import { publishSubmission } from './publish-submission.ts';
import { publishSubmissionUrgently } from './publish-urgently-submission.ts';
import { queueDigest } from './queue-digest.ts';
import { queueFigures } from './queue-figures.ts';
import { raiseAppeal } from './raise-appeal.ts';
import { ratifySubmission } from './ratify-submission.ts';
import { readAsExpert } from './read-as-expert.ts';
import { reassignCommission } from './reassign-commission.ts';
import { recallSubmission } from './recall-submission.ts';
import { receiveLetter } from './receive-letter.ts';
import { recordFinding } from './record-finding.ts';
import { recordFound } from './record-inspection-finding.ts';
import { recordInstruction } from './record-instruction.ts';
import { recordLinksAction } from './record-links.ts';
import { recordRescan } from './record-rescan.ts';
import { rectifyFound } from './rectify-inspection-finding.ts';
import { refuseAppeal } from './refuse-appeal.ts';
import { refuseRedaction } from './refuse-redaction.ts';
import { refuteAdoption } from './refute-adoption.ts';
import { refuteFound } from './refute-inspection-finding.ts';
import { refuteInstruction } from './refute-instruction.ts';
import { rejectSubmission } from './reject-submission.ts';
import { rejectSubmissions } from './reject-submissions.ts';
import { releaseSubmission } from './release-submission.ts';
import { releaseSubmissionReview } from './release-submission-review.ts';
import { remindCommission } from './remind-commission.ts';
import { removeMailAddress } from './remove-mail-address.ts';
import { removeTotp } from './remove-totp.ts';
import { renameUnit } from './rename-unit.ts';
import { renewSession } from './renew-session.ts';
import { reopenCommission } from './reopen-commission.ts';
import { reopenFinding } from './reopen-finding.ts';
import { reopenSubmission } from './reopen-submission.ts';
import { replyToRectification } from './reply-to-rectification.ts';
import { resetPerson } from './reset-person.ts';
import { restoreSubmission } from './restore-submission.ts';
import { retryMessage } from './retry-message.ts';
import { retryPublication } from './retry-publication.ts';
import { returnRectification } from './return-rectification.ts';
import { returnSubmission } from './return-submission.ts';
import { revokeExpert } from './revoke-expert.ts';
import { revokeFinding } from './revoke-finding.ts';
import { revokeToken } from './revoke-token.ts';
import { rotateKey } from './rotate-key.ts';
import { saveSubject } from './save-inspection-subject.ts';
import { saveOutlet } from './save-outlet.ts';
import { saveSection } from './save-section.ts';
import { saveSubmission } from './save-submission.ts';
import { saveUnit } from './save-unit.ts';
import { sealHistory } from './seal-history.ts';
import { sendBackSubmission } from './send-back-submission.ts';
import { sendLetters } from './send-letters.ts';
import { setPasswordWithCode } from './set-password-with-code.ts';
import { setUpSite } from './set-up-site.ts';
import { signBulletin } from './sign-bulletin.ts';
import { splitUnit } from './split-unit.ts';
import { startInspection } from './start-inspection.ts';
import { startSession } from './start-session.ts';
import { submitSubmission } from './submit-submission.ts';
import { switchOffWording } from './switch-off-wording.ts';
import { switchOnWording } from './switch-on-wording.ts';
import { takeBackAppeal } from './take-back-appeal.ts';
import { testMailServer } from './test-mail-server.ts';
import { tidyPlatform } from './tidy-platform.ts';
import { trainModelAction } from './train-model.ts';
import { unadoptSubmission } from './unadopt-submission.ts';
import { unlockCommission } from './unlock-commission.ts';
import { unmergeSubmission } from './unmerge-submission.ts';
import { unscheduleSubmission } from './unschedule-submission.ts';
import { wantRescan } from './want-rescan.ts';
import { withdrawAdoption } from './withdraw-adoption.ts';
import { withdrawCommission } from './withdraw-commission.ts';
import { withdrawInspection } from './withdraw-inspection.ts';
import { withdrawInstruction } from './withdraw-instruction.ts';
import { withdrawOfficeHolder } from './withdraw-office-holder.ts';
import { withdrawRole } from './withdraw-role.ts';
import { withdrawSubmission } from './withdraw-submission.ts';
import { withdrawWording } from './withdraw-wording.ts';

export const actions = [
  addChannel,
  adoptRulebook,
  adoptSubmission,
  adoptSubmissions,
  appointPerson,
  approveSubmission,
  attachDocument,
  attemptMessage,
  attemptPublication,
  beginTotp,
  askCommission,
  answerCommission,
  callOffCommission,
  closeCommission,
  declineCommission,
  detachCommission,
  editCommission,
  excuseCommission,
  lapseCommission,
  lockCommission,
  missCommission,
  passOnCommission,
  placeCommission,
  progressCommission,
  reassignCommission,
  remindCommission,
  reopenCommission,
  unlockCommission,
  withdrawCommission,
  changeChannel,
  changePassword,
  chooseNotifications,
  claimAdministrator,
  claimAdoption,
  claimSubmission,
  claimSubmissionReview,
  closeRectification,
  commentAsExpert,
  commentOnSubmission,
  configureMailServer,
  configurePlatform,
  configureSite,
  configureSiteNotifications,
  confirmAdoption,
  confirmFinding,
  confirmInstruction,
  confirmMailAddress,
  confirmTotp,
  correctSubmission,
  deliverMessage,
  deliverPublication,
  discardSubmission,
  dismissFinding,
  draftBulletin,
  draftSubmission,
  editAccount,
  editPerson,
  editSubmission,
  endOtherSessions,
  endSession,
  failMessage,
  failPublication,
  featureSubmission,
  grantAppeal,
  grantPartlyAppeal,
  raiseAppeal,
  refuseAppeal,
  takeBackAppeal,
  handOverPerson,
  importCalendar,
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
  markOverdueRectification,
  markSubmissionUrgent,
  mergeSubmissions,
  mergeUnit,
  notifyRectification,
  offerAdministrator,
  pinSubmissionRemark,
  proposeRedaction,
  confirmRedaction,
  refuseRedaction,
  planReviewSubmission,
  proposeMailAddress,
  publishSubmission,
  publishSubmissionUrgently,
  queueDigest,
  queueFigures,
  ratifySubmission,
  readAsExpert,
  recallSubmission,
  recordFinding,
  recordInstruction,
  recordLinksAction,
  recordRescan,
  confirmRescan,
  ignoreRescan,
  recallRescan,
  wantRescan,
  trainModelAction,
  beginTraining,
  progressTraining,
  endTraining,
  refuteAdoption,
  refuteInstruction,
  rejectSubmission,
  rejectSubmissions,
  releaseSubmission,
  releaseSubmissionReview,
  removeMailAddress,
  removeTotp,
  renameUnit,
  renewSession,
  reopenFinding,
  reopenSubmission,
  replyToRectification,
  resetPerson,
  restoreSubmission,
  retryMessage,
  retryPublication,
  returnRectification,
  returnSubmission,
  revokeExpert,
  revokeFinding,
  revokeToken,
  rotateKey,
  saveOutlet,
  saveSection,
  saveSubmission,
  saveUnit,
  sealHistory,
  receiveLetter,
  sendLetters,
  sendBackSubmission,
  setPasswordWithCode,
  setUpSite,
  signBulletin,
  splitUnit,
  startSession,
  submitSubmission,
  testMailServer,
  tidyPlatform,
  unadoptSubmission,
  unmergeSubmission,
  unscheduleSubmission,
  withdrawAdoption,
  withdrawInstruction,
  withdrawRole,
  withdrawSubmission,
  checkInspection,
  concludeInspection,
  confirmFound,
  correctInspection,
  importInspection,
  issueInspection,
  noteSubject,
  planInspection,
  recordFound,
  rectifyFound,
  refuteFound,
  saveSubject,
  startInspection,
  withdrawInspection,
  addWording,
  importWording,
  answerWording,
  keepOfficeHolder,
  learnGate,
  switchOffWording,
  switchOnWording,
  withdrawOfficeHolder,
  withdrawWording,
] as const;
