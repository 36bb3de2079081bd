/** The list of actions: what the HTTP door opens by name, and what the documentation of the API lists. */
import { adoptRulebook } from './adopt-rulebook.ts';
import { appointPerson } from './appoint-person.ts';
import { attachDocument } from './attach-document.ts';
import { beginTotp } from './begin-totp.ts';
import { changePassword } from './change-password.ts';
import { claimAdministrator } from './claim-administrator.ts';
import { configurePlatform } from './configure-platform.ts';
import { confirmTotp } from './confirm-totp.ts';
import { draftBulletin } from './draft-bulletin.ts';
import { editAccount } from './edit-account.ts';
import { editPerson } from './edit-person.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSession } from './end-session.ts';
import { handOverPerson } from './hand-over-person.ts';
import { importFacts } from './import-facts.ts';
import { invitePerson } from './invite-person.ts';
import { issueBulletin } from './issue-bulletin.ts';
import { keepFile } from './keep-file.ts';
import { leavePerson } from './leave-person.ts';
import { makeToken } from './make-token.ts';
import { mergeUnit } from './merge-unit.ts';
import { offerAdministrator } from './offer-administrator.ts';
import { removeTotp } from './remove-totp.ts';
import { renameUnit } from './rename-unit.ts';
import { renewSession } from './renew-session.ts';
import { resetPerson } from './reset-person.ts';
import { revokeToken } from './revoke-token.ts';
import { rotateKey } from './rotate-key.ts';
import { sealHistory } from './seal-history.ts';
import { setPasswordWithCode } from './set-password-with-code.ts';
import { setUpSite } from './set-up-site.ts';
import { splitUnit } from './split-unit.ts';
import { startSession } from './start-session.ts';
import { tidyPlatform } from './tidy-platform.ts';
import { withdrawRole } from './withdraw-role.ts';

export const actions = [
  adoptRulebook,
  appointPerson,
  attachDocument,
  beginTotp,
  changePassword,
  claimAdministrator,
  configurePlatform,
  confirmTotp,
  draftBulletin,
  editAccount,
  editPerson,
  endOtherSessions,
  endSession,
  handOverPerson,
  importFacts,
  invitePerson,
  issueBulletin,
  keepFile,
  leavePerson,
  makeToken,
  mergeUnit,
  offerAdministrator,
  removeTotp,
  renameUnit,
  renewSession,
  resetPerson,
  revokeToken,
  rotateKey,
  sealHistory,
  setPasswordWithCode,
  setUpSite,
  splitUnit,
  startSession,
  tidyPlatform,
  withdrawRole,
] as const;
