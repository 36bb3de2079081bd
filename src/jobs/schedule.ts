/** What the clock does: when → which work. The work itself is done by actions; what is to do, they and the views read from the tables. */
import type { Platform } from '../actions/action.ts';
import type { Printer } from '../engines/documents.ts';
import type { AskLink } from '../engines/link-check.ts';
import type { ContentStore } from '../files/content-store.ts';
import { checkLinks } from './check-links.ts';
import { type Channels, deliverPublications } from './deliver-publications.ts';
import { indexSearches } from './index-search.ts';
import { keepCommissions } from './keep-commissions.ts';
import { learnGates } from './learn-gates.ts';
import { markOverdue } from './mark-overdue.ts';
import { queueDigests } from './queue-digests.ts';
import { queueMonthFigures } from './queue-figures.ts';
import { removeFiles } from './remove-files.ts';
import { renderIssues } from './render-issues.ts';
import { sealHistories } from './seal-history.ts';
import { type MessageDoors, sendMessages } from './send-messages.ts';
import { tidyPlatform } from './tidy-platform.ts';

export interface Job {
  readonly name: string;
  /** As a report names it, in the office's words. */
  readonly says: string;
  readonly everySeconds: number;
  /** Once more when the program stops in order. */
  readonly atStop?: true;
  readonly run: () => Promise<unknown>;
}

export interface JobTools {
  readonly platform: Platform;
  readonly documents: ContentStore;
  readonly printer: Printer;
  /** Where published items go. */
  readonly channels: Omit<Channels, 'documents'>;
  /** By what links of published texts are asked at night. */
  readonly askLink: AskLink;
  /** By what people are told. */
  readonly openMailer: MessageDoors['openMailer'];
  /** Under which people reach the platform, where that is known. */
  readonly publicUrl?: string;
}

export const jobsOf = ({ platform, documents, printer, channels, askLink, openMailer, publicUrl }: JobTools): readonly Job[] => [
  { name: 'render-issues', says: '生成印发文件', everySeconds: 5, run: () => renderIssues(platform, documents, printer) },
  {
    name: 'deliver-publications',
    says: '送达待发布的稿件',
    everySeconds: 5,
    run: () => deliverPublications(platform, { ...channels, documents }),
  },
  { name: 'queue-digests', says: '准备待办提醒', everySeconds: 30, run: () => queueDigests(platform, publicUrl) },
  { name: 'queue-figures', says: '准备每月数字', everySeconds: 300, run: () => queueMonthFigures(platform, printer) },
  {
    name: 'send-messages',
    says: '发出提醒和邮件',
    everySeconds: 5,
    run: () => sendMessages(platform, { openMailer, send: channels.send }),
  },
  { name: 'index-search', says: '更新检索', everySeconds: 5, run: () => indexSearches(platform) },
  { name: 'remove-files', says: '清除已遮盖的附件', everySeconds: 60, run: () => removeFiles(platform, documents) },
  { name: 'check-links', says: '夜间查打不开的链接', everySeconds: 60, run: () => checkLinks(platform, { ask: askLink }) },
  { name: 'learn-gates', says: '从采纳、忽略中学习', everySeconds: 3600, run: () => learnGates(platform) },
  { name: 'seal-history', says: '封存历史记录', everySeconds: 60, atStop: true, run: () => sealHistories(platform) },
  { name: 'mark-overdue', says: '记下逾期没有整改的错情', everySeconds: 600, run: () => markOverdue(platform) },
  { name: 'keep-commissions', says: '转交、记下到期没有办的约稿', everySeconds: 600, run: () => keepCommissions(platform) },
  { name: 'tidy-platform', says: '清理过期的登录和请求编号', everySeconds: 3600, run: () => tidyPlatform(platform) },
];
