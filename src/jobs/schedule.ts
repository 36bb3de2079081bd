/** What the clock does: when → which work. The work itself is done by actions; what is to do, they and the views read from the tables. */
import type { Platform } from '../actions/action.ts';
import type { Printer } from '../engines/documents.ts';
import type { ContentStore } from '../files/content-store.ts';
import { type Channels, deliverPublications } from './deliver-publications.ts';
import { indexSearches } from './index-search.ts';
import { removeFiles } from './remove-files.ts';
import { renderIssues } from './render-issues.ts';
import { sealHistories } from './seal-history.ts';
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
}

export const jobsOf = ({ platform, documents, printer, channels }: JobTools): readonly Job[] => [
  { name: 'render-issues', says: '生成印发文件', everySeconds: 5, run: () => renderIssues(platform, documents, printer) },
  {
    name: 'deliver-publications',
    says: '送达待发布的稿件',
    everySeconds: 5,
    run: () => deliverPublications(platform, { ...channels, documents }),
  },
  { name: 'index-search', says: '更新检索', everySeconds: 5, run: () => indexSearches(platform) },
  { name: 'remove-files', says: '清除已遮盖的附件', everySeconds: 60, run: () => removeFiles(platform, documents) },
  { name: 'seal-history', says: '封存历史记录', everySeconds: 60, atStop: true, run: () => sealHistories(platform) },
  { name: 'tidy-platform', says: '清理过期的登录和请求编号', everySeconds: 3600, run: () => tidyPlatform(platform) },
];
