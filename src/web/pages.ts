/**
 * The pages, where they stand and who is offered them: one line and one file in `pages/` is a page. Those `in: 'site'` lie under
 * `/s/:site/`, those of a person (inbox, account) under `/`, those for strangers are open without signing in.
 */
import {
  Bell,
  ChatLineSquare,
  CircleCheck,
  Clock,
  Collection,
  Connection,
  DataAnalysis,
  EditPen,
  Hide,
  Histogram,
  Key,
  Lock,
  Medal,
  Message,
  Monitor,
  OfficeBuilding,
  Position,
  Promotion,
  Reading,
  Setting,
  Stamp,
  Tickets,
  TrendCharts,
  User,
  UserFilled,
} from '@element-plus/icons-vue';
import type { Component } from 'vue';
import type { Capability, Role } from '../domain/permission.ts';
import { accountWords } from './wording/zh-account.ts';
import { appealWords } from './wording/zh-appeals.ts';
import { claimWords } from './wording/zh-claims.ts';
import { deskWords } from './wording/zh-desk.ts';
import { historyWords } from './wording/zh-history.ts';
import { figuresWords, inboxWords } from './wording/zh-inbox.ts';
import { itemPageTitles } from './wording/zh-item-pages.ts';
import { modelWords } from './wording/zh-models.ts';
import { handOverWords, peopleWords, personWords } from './wording/zh-people.ts';
import { rulesWords, sitesWords, tokensWords } from './wording/zh-platform.ts';
import { publicationWords } from './wording/zh-publication.ts';
import { receiptWords, receivedWords } from './wording/zh-receipts.ts';
import { redactionWords } from './wording/zh-redactions.ts';
import { reportingWords } from './wording/zh-reporting.ts';
import { searchWords } from './wording/zh-search.ts';
import { channelsWords, outletsWords, sectionsWords, settingsWords } from './wording/zh-settings.ts';
import { firstAdministratorWords, newPasswordWords, signInWords } from './wording/zh-sign-in.ts';
import { unitsWords } from './wording/zh-units.ts';

export interface Page {
  readonly name: string;
  /** Without the leading `/s/:site`. */
  readonly path: string;
  readonly title: string;
  readonly in: 'site' | 'person' | 'strangers';
  /** Offered to those who hold one of these; empty means everyone. The server decides all the same. */
  readonly needs: readonly Capability[];
  /** In the side navigation; without it the page is reached from another. */
  readonly section?: 'work' | 'figures' | 'manage' | 'platform';
  /** What it needs must reach the whole site, not only a unit. */
  readonly whole?: true;
  /** Roles whose day begins here. Others begin with the first page of work in their site. */
  readonly startOf?: readonly Role[];
  readonly icon?: Component;
  readonly load: () => Promise<{ default: Component }>;
}

/** Who has something to do with items. */
const work = ['submission.write', 'submission.review', 'submission.adopt', 'submission.publish', 'submission.confirm'] as const;

export const pages: readonly Page[] = [
  {
    name: 'inbox',
    path: '/inbox',
    title: inboxWords.title,
    in: 'person',
    needs: work,
    section: 'work',
    startOf: ['head'],
    icon: Bell,
    load: () => import('./pages/inbox.vue'),
  },
  {
    name: 'my-submissions',
    path: '/mine',
    title: itemPageTitles.mine,
    in: 'site',
    needs: ['submission.write'],
    section: 'work',
    icon: EditPen,
    load: () => import('./pages/my-submissions.vue'),
  },
  {
    name: 'desk',
    path: '/desk',
    title: deskWords.title,
    in: 'site',
    needs: ['submission.edit'],
    section: 'work',
    icon: Tickets,
    load: () => import('./pages/desk.vue'),
  },
  {
    name: 'publication',
    path: '/publication',
    title: publicationWords.title,
    in: 'site',
    needs: ['submission.publish'],
    section: 'work',
    icon: Promotion,
    load: () => import('./pages/publication.vue'),
  },
  {
    name: 'submission-editor',
    path: '/submissions/:submission(\\d+)/edit',
    title: itemPageTitles.editor,
    in: 'site',
    needs: ['submission.write'],
    load: () => import('./pages/submission-editor.vue'),
  },
  {
    name: 'submission',
    path: '/submissions/:submission(\\d+)',
    title: itemPageTitles.item,
    in: 'site',
    needs: ['submission.read'],
    load: () => import('./pages/submission.vue'),
  },
  {
    name: 'review-queue',
    path: '/review',
    title: itemPageTitles.queue,
    in: 'site',
    needs: ['submission.review'],
    section: 'work',
    icon: Stamp,
    load: () => import('./pages/review-queue.vue'),
  },
  {
    name: 'review',
    path: '/review/:submission(\\d+)',
    title: itemPageTitles.review,
    in: 'site',
    needs: ['submission.review'],
    load: () => import('./pages/review.vue'),
  },
  {
    name: 'claims',
    path: '/claims',
    title: claimWords.title,
    in: 'site',
    needs: ['submission.confirm', 'adoption.claim'],
    section: 'work',
    icon: Medal,
    load: () => import('./pages/claims.vue'),
  },
  {
    name: 'appeals',
    path: '/appeals',
    title: appealWords.title,
    in: 'site',
    needs: ['appeal.decide'],
    section: 'work',
    icon: ChatLineSquare,
    load: () => import('./pages/appeals.vue'),
  },
  {
    name: 'my-appeals',
    path: '/my-appeals',
    title: appealWords.mine,
    in: 'site',
    needs: ['appeal.raise'],
    section: 'figures',
    icon: ChatLineSquare,
    load: () => import('./pages/my-appeals.vue'),
  },
  {
    name: 'received-bulletins',
    path: '/received',
    title: receivedWords.title,
    in: 'site',
    needs: ['bulletin.sign'],
    section: 'figures',
    icon: Message,
    load: () => import('./pages/received-bulletins.vue'),
  },
  {
    name: 'bulletin-receipts',
    path: '/receipts',
    title: receiptWords.title,
    in: 'site',
    needs: ['bulletin.draft'],
    section: 'figures',
    icon: CircleCheck,
    load: () => import('./pages/bulletin-receipts.vue'),
  },
  {
    name: 'models',
    path: '/models',
    title: modelWords.title,
    in: 'site',
    needs: ['submission.write', 'submission.review', 'submission.adopt'],
    section: 'work',
    icon: Reading,
    load: () => import('./pages/models.vue'),
  },
  {
    name: 'search',
    path: '/search',
    title: searchWords.title,
    in: 'site',
    needs: ['submission.read'],
    load: () => import('./pages/search.vue'),
  },
  {
    name: 'reporting-problems',
    path: '/reporting',
    title: reportingWords.title,
    in: 'site',
    needs: ['submission.adopt', 'bulletin.draft'],
    section: 'figures',
    icon: DataAnalysis,
    load: () => import('./pages/reporting-problems.vue'),
  },
  {
    name: 'unit-month',
    path: '/unit-month',
    title: itemPageTitles.unitMonth,
    in: 'site',
    needs: ['submission.write', 'submission.review'],
    section: 'figures',
    icon: Histogram,
    load: () => import('./pages/unit-month.vue'),
  },
  {
    name: 'expert',
    path: '/app/expert/:expertSite/:code',
    title: itemPageTitles.expert,
    in: 'strangers',
    needs: [],
    load: () => import('./pages/expert.vue'),
  },
  { name: 'sign-in', path: '/sign-in', title: signInWords.title, in: 'strangers', needs: [], load: () => import('./pages/sign-in.vue') },
  {
    name: 'first-administrator',
    path: '/first-administrator',
    title: firstAdministratorWords.title,
    in: 'strangers',
    needs: [],
    load: () => import('./pages/first-administrator.vue'),
  },
  {
    name: 'new-password',
    path: '/new-password',
    title: newPasswordWords.title,
    in: 'strangers',
    needs: [],
    load: () => import('./pages/new-password.vue'),
  },
  {
    name: 'account',
    path: '/account',
    title: accountWords.title,
    in: 'person',
    needs: [],
    icon: UserFilled,
    load: () => import('./pages/account.vue'),
  },
  {
    name: 'figures',
    path: '/figures',
    title: figuresWords.title,
    in: 'site',
    needs: ['fact.read'],
    whole: true,
    section: 'figures',
    startOf: ['leader', 'disclosure-clerk', 'disclosure-head'],
    icon: TrendCharts,
    load: () => import('./pages/figures.vue'),
  },
  {
    name: 'people',
    path: '/people',
    title: peopleWords.title,
    in: 'person',
    needs: ['person.read'],
    section: 'manage',
    startOf: ['system-administrator', 'security-administrator'],
    icon: User,
    load: () => import('./pages/people.vue'),
  },
  {
    name: 'person',
    path: '/people/:person(\\d+)',
    title: personWords.title,
    in: 'person',
    needs: ['person.read'],
    load: () => import('./pages/person.vue'),
  },
  {
    name: 'person-hand-over',
    path: '/people/:person(\\d+)/hand-over/:site',
    title: handOverWords.title,
    in: 'person',
    needs: ['person.read'],
    load: () => import('./pages/person-hand-over.vue'),
  },
  {
    name: 'units',
    path: '/units',
    title: unitsWords.title,
    in: 'site',
    needs: ['site.configure'],
    section: 'manage',
    icon: OfficeBuilding,
    load: () => import('./pages/units.vue'),
  },
  {
    name: 'sections',
    path: '/sections',
    title: sectionsWords.title,
    in: 'site',
    needs: ['site.configure'],
    section: 'manage',
    icon: Collection,
    load: () => import('./pages/sections.vue'),
  },
  {
    name: 'outlets',
    path: '/outlets',
    title: outletsWords.title,
    in: 'site',
    needs: ['site.configure'],
    section: 'manage',
    icon: Position,
    load: () => import('./pages/outlets.vue'),
  },
  {
    name: 'channels',
    path: '/channels',
    title: channelsWords.title,
    in: 'site',
    needs: ['site.configure'],
    section: 'manage',
    icon: Connection,
    load: () => import('./pages/channels.vue'),
  },
  {
    name: 'settings',
    path: '/settings',
    title: settingsWords.title,
    in: 'site',
    needs: ['site.configure'],
    section: 'manage',
    icon: Setting,
    load: () => import('./pages/settings.vue'),
  },
  {
    name: 'redactions',
    path: '/redactions',
    title: redactionWords.title,
    in: 'site',
    needs: ['submission.redact'],
    section: 'manage',
    icon: Hide,
    load: () => import('./pages/redactions.vue'),
  },
  {
    name: 'history',
    path: '/history',
    title: historyWords.title,
    in: 'person',
    needs: ['history.read'],
    section: 'manage',
    startOf: ['auditor'],
    icon: Clock,
    load: () => import('./pages/history.vue'),
  },
  {
    name: 'platform-sites',
    path: '/platform/sites',
    title: sitesWords.title,
    in: 'person',
    needs: ['site.set-up'],
    section: 'platform',
    icon: Monitor,
    load: () => import('./pages/platform-sites.vue'),
  },
  {
    name: 'platform-rules',
    path: '/platform/rules',
    title: rulesWords.title,
    in: 'person',
    needs: ['platform.configure'],
    section: 'platform',
    icon: Lock,
    load: () => import('./pages/platform-rules.vue'),
  },
  {
    name: 'tokens',
    path: '/platform/tokens',
    title: tokensWords.title,
    in: 'person',
    needs: ['token.manage'],
    section: 'platform',
    icon: Key,
    load: () => import('./pages/tokens.vue'),
  },
];
