/** The list of views: what the HTTP door shows by name. */
import { adoptionsToConfirm } from './adoptions-to-confirm.ts';
import { appeals } from './appeals.ts';
import { bulletinIssue } from './bulletin-issue.ts';
import { bulletinReceipts } from './bulletin-receipts.ts';
import { channels } from './channels.ts';
import { commission } from './commission.ts';
import { commissionLoad } from './commission-load.ts';
import { commissionTask, commissionTasks } from './commission-tasks.ts';
import { commissions } from './commissions.ts';
import { deadLinks } from './dead-links.ts';
import { desk } from './desk.ts';
import { deskCounts } from './desk-counts.ts';
import { failedMessages } from './failed-messages.ts';
import { file } from './file.ts';
import { handoverPack } from './handover-pack.ts';
import { historyCheck } from './history-check.ts';
import { history } from './history-list.ts';
import { inbox } from './inbox.ts';
import { inboxBeside } from './inbox-beside.ts';
import { inspection } from './inspection.ts';
import { inspectionChecks } from './inspection-checks.ts';
import { inspectionDocument } from './inspection-document.ts';
import { inspectionFindings } from './inspection-findings.ts';
import { inspectionIssue } from './inspection-issue.ts';
import { inspections } from './inspections.ts';
import { item } from './item.ts';
import { languageModel } from './language-model.ts';
import { lastStandings } from './last-standings.ts';
import { letter, letters } from './letters.ts';
import { mailServer } from './mail-server.ts';
import { me } from './me.ts';
import { models } from './models.ts';
import { myNotifications } from './my-notifications.ts';
import { mySessions } from './my-sessions.ts';
import { mySubmissions } from './my-submissions.ts';
import { myTokens } from './my-tokens.ts';
import { nearSubmissions } from './near-submissions.ts';
import { outlets } from './outlets.ts';
import { people } from './people.ts';
import { person } from './person.ts';
import { platformSettings } from './platform-settings.ts';
import { publicationList } from './publication-list.ts';
import { published } from './published.ts';
import { ranking } from './ranking.ts';
import { receivedBulletins } from './received-bulletins.ts';
import { rectification } from './rectification.ts';
import { rectificationNotice } from './rectification-notice.ts';
import { rectificationReport } from './rectification-report.ts';
import { rectifications } from './rectifications.ts';
import { redactions } from './redactions.ts';
import { reportedItems } from './reported-items.ts';
import { reportingCounts } from './reporting-counts.ts';
import { rescan } from './rescan.ts';
import { rescanFindings } from './rescan-findings.ts';
import { reviewDue } from './review-due.ts';
import { reviewQueue } from './review-queue.ts';
import { rulebook } from './rulebook.ts';
import { scoreLines } from './score-lines.ts';
import { search } from './search.ts';
import { searchAround } from './search-around.ts';
import { sections } from './sections.ts';
import { shippedWording } from './shipped-wording.ts';
import { similarGroups } from './similar-groups.ts';
import { similarItems } from './similar-items.ts';
import { similarTexts } from './similar-texts.ts';
import { siteNotifications } from './site-notifications.ts';
import { siteSettings } from './site-settings.ts';
import { siteWording } from './site-wording.ts';
import { sites } from './sites.ts';
import { submission } from './submission.ts';
import { submissionChecks } from './submission-checks.ts';
import { submissionDecisions } from './submission-decisions.ts';
import { submissionItem } from './submission-item.ts';
import { submissionPeople } from './submission-people.ts';
import { submissionVersion, versionDifference } from './submission-version.ts';
import { tokens } from './tokens.ts';
import { reportingProblems, unitMonth } from './unit-month.ts';
import { units } from './units.ts';
import { updateBoard } from './update-board.ts';
import { wordingFile } from './wording-file.ts';
import { wordingFindings } from './wording-findings.ts';
import { wordingLists } from './wording-lists.ts';
import { workCalendar } from './work-calendar.ts';
import { writing } from './writing.ts';
import { zeroLetter, zeroReports } from './zero-reports.ts';

export const views = [
  adoptionsToConfirm,
  appeals,
  bulletinIssue,
  bulletinReceipts,
  channels,
  commission,
  commissionLoad,
  commissionTask,
  commissionTasks,
  commissions,
  deadLinks,
  rescan,
  rescanFindings,
  languageModel,
  desk,
  deskCounts,
  file,
  handoverPack,
  history,
  historyCheck,
  inbox,
  inboxBeside,
  item,
  me,
  models,
  mySessions,
  mySubmissions,
  myTokens,
  nearSubmissions,
  outlets,
  people,
  person,
  platformSettings,
  publicationList,
  published,
  ranking,
  receivedBulletins,
  rectification,
  rectificationNotice,
  rectificationReport,
  rectifications,
  reportedItems,
  reportingCounts,
  reportingProblems,
  reviewDue,
  reviewQueue,
  rulebook,
  scoreLines,
  redactions,
  search,
  searchAround,
  sections,
  similarGroups,
  similarItems,
  similarTexts,
  siteSettings,
  sites,
  submission,
  submissionChecks,
  submissionDecisions,
  submissionItem,
  submissionPeople,
  submissionVersion,
  tokens,
  unitMonth,
  units,
  versionDifference,
  mailServer,
  myNotifications,
  siteNotifications,
  writing,
  zeroLetter,
  zeroReports,
  inspection,
  inspectionChecks,
  inspectionDocument,
  inspectionFindings,
  inspectionIssue,
  inspections,
  updateBoard,
  workCalendar,
  letter,
  letters,
  failedMessages,
  lastStandings,
  shippedWording,
  siteWording,
  wordingFile,
  wordingFindings,
  wordingLists,
] as const;
