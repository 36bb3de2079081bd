/**
 * The pages, where they stand and who is offered them: one line and one file in `pages/` is a page. Those `in: 'site'` lie under
 * `/s/:site/`, those of a person (inbox, account) under `/`, those for strangers are open without signing in.
 */
import { UserFilled } from '@element-plus/icons-vue';
import type { Component } from 'vue';
import type { Capability } from '../domain/permission.ts';
import { accountWords } from './wording/zh-account.ts';
import { firstAdministratorWords, newPasswordWords, signInWords } from './wording/zh-sign-in.ts';

export interface Page {
  readonly name: string;
  /** Without the leading `/s/:site`. */
  readonly path: string;
  readonly title: string;
  readonly in: 'site' | 'person' | 'strangers';
  /** Offered to those who hold one of these; empty means everyone. The server decides all the same. */
  readonly needs: readonly Capability[];
  /** In the side navigation; without it the page is reached from another. */
  readonly section?: 'work' | 'figures' | 'manage';
  readonly icon?: Component;
  readonly load: () => Promise<{ default: Component }>;
}

export const pages: readonly Page[] = [
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
];
