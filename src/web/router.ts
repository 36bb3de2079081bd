/** Addresses to pages: who is not signed in signs in first, whoever must change the password does that first; then the heading is focused. */
import { nextTick, shallowRef } from 'vue';
import { createRouter, createWebHistory, type RouteLocationRaw, type RouteRecordRaw } from 'vue-router';
import { type Page, pages } from './pages.ts';
import { Refused } from './refused.ts';
import { can, canAll, currentSite, loadMe, me, rememberSite } from './session.ts';
import { zh } from './wording/zh.ts';

declare module 'vue-router' {
  interface RouteMeta {
    page?: Page;
  }
}

const routeOf = (page: Page): RouteRecordRaw => ({
  name: page.name,
  path: page.in === 'site' ? `/s/:site${page.path}` : page.path,
  component: page.load,
  meta: { page },
});

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { name: 'home', path: '/', component: () => import('./pages/home.vue') },
    ...pages.map(routeOf),
    { name: 'not-found', path: '/:rest(.*)*', component: () => import('./pages/not-found.vue') },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

/** The pages of the side navigation that I may use in this site. */
export const offered = (site: string | undefined): readonly Page[] =>
  pages.filter((page) => page.section !== undefined && isOpen(page, site));

function isOpen({ in: place, needs, whole }: Page, site: string | undefined): boolean {
  if (place !== 'site') return can(needs);
  return site !== undefined && (whole ? canAll(needs, site) : can(needs, site));
}

/** Where someone starts the day: the page that is the start of a role held, else the first page of work in the site, else the first offered. */
function start(): RouteLocationRaw | true {
  const site = currentSite.value?.id;
  const mine = offered(site);
  const held = new Set(me.value?.roles.map(({ role }) => role));
  const page =
    mine.find(({ startOf }) => startOf?.some((role) => held.has(role))) ??
    mine.find(({ section, in: place }) => section === 'work' && place === 'site') ??
    mine[0];
  return page ? { name: page.name, params: page.in === 'site' ? { site } : {} } : true;
}

/** The server's own way of saying where one wanted to go. */
const then = (path: string): string => (path === '/' ? '' : `?then=${encodeURIComponent(path)}`);

router.beforeEach(async (to) => {
  if (to.meta.page?.in === 'strangers' && to.name !== 'new-password') return true;
  if (!me.value) await loadMe();
  if (to.name === 'new-password') return true;
  if (!me.value) return `/sign-in${then(to.fullPath)}`;
  if (me.value.mustChangePassword) return `/new-password${then(to.fullPath)}`;
  if (to.name === 'home') return start();
  const site = to.params['site'];
  if (typeof site === 'string') {
    if (!me.value.sites.some((one) => one.id === site)) return { name: 'not-found', params: { rest: to.path.split('/').slice(1) } };
    rememberSite(site);
  }
  return true;
});

let first = true;
router.afterEach(async (to, from) => {
  failure.value = undefined;
  sessionStorage.removeItem('baocaitong.reloaded');
  const title = to.meta.page?.title;
  document.title = title === undefined ? zh.product : `${title} · ${zh.product}`;
  const wasFirst = first;
  first = false;
  // A change of filters is not a new page.
  if (wasFirst || to.path === from.path) return;
  await nextTick();
  const place = document.querySelector<HTMLElement>('h1') ?? document.querySelector<HTMLElement>('main');
  // A page that has put the focus into its first field knows better.
  if (document.activeElement === document.body || !place?.closest('main')?.contains(document.activeElement))
    place?.focus({ preventScroll: true });
});

/** Why a page could not be opened; the shell shows it in the page's place. */
export const failure = shallowRef<{ readonly refused: Refused; readonly again: () => void }>();

router.onError((thrown: unknown, to) => {
  if (thrown instanceof Refused) {
    failure.value = { refused: thrown, again: () => void router.replace(to.fullPath) };
    return;
  }
  // After an update of the program the files of pages not yet opened have other names; asked for once, not for ever.
  const tried = sessionStorage.getItem('baocaitong.reloaded');
  if (tried !== to.fullPath) {
    sessionStorage.setItem('baocaitong.reloaded', to.fullPath);
    location.assign(to.fullPath);
    return;
  }
  const refused = new Refused({ code: 'fault', status: 0, title: zh.shell.failedToLoad, detail: zh.shell.newVersion });
  failure.value = { refused, again: () => location.assign(to.fullPath) };
});
