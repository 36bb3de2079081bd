/** The list of actions: what the HTTP door opens by name, and what the documentation of the API lists. */
import { adoptRulebook } from './adopt-rulebook.ts';
import { attachDocument } from './attach-document.ts';
import { draftBulletin } from './draft-bulletin.ts';
import { importFacts } from './import-facts.ts';
import { issueBulletin } from './issue-bulletin.ts';
import { keepFile } from './keep-file.ts';
import { sealHistory } from './seal-history.ts';
import { setUpSite } from './set-up-site.ts';

export const actions = [
  adoptRulebook,
  attachDocument,
  draftBulletin,
  importFacts,
  issueBulletin,
  keepFile,
  sealHistory,
  setUpSite,
] as const;
