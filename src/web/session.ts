/** Who is signed in, on which site they work, and what to do when the session ends while something is being typed. */
import { computed, ref, shallowRef } from 'vue';
import { type Capability, may, type RoleGrant } from '../domain/permission.ts';
import type { Me } from '../views/me.ts';
import { type Client, makeClient } from './client.ts';
import { Refused } from './refused.ts';
import { zh } from './wording/zh.ts';

/** What the sign-in form sends. */
export interface SignIn {
  readonly signInName: string;
  readonly password: string;
  readonly totp?: string;
}
interface SignedIn {
  readonly person: { readonly id: number; readonly name: string };
  readonly mustChangePassword: boolean;
}

export const me = shallowRef<Me>();
/** False while the server does not answer. */
export const connected = ref(true);
/** The dialog over the page is open. */
export const askingToSignIn = ref(false);

const waiting: { readonly resolve: () => void; readonly reject: (reason: unknown) => void }[] = [];

/** Opens the sign-in dialog over the page, once for all requests that wait for it. */
export function signInAgain(): Promise<void> {
  askingToSignIn.value = true;
  return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
}

/** The dialog was closed without signing in: what waited is refused, what was typed stays on the page. */
export function declineSignIn(): void {
  askingToSignIn.value = false;
  const refused = new Refused({ code: 'signed-out', status: 401, title: zh.client.signedOut, detail: zh.client.signedOutDetail });
  for (const { reject } of waiting.splice(0)) reject(refused);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener('online', done);
  });
}

const client = makeClient({
  origin: '',
  signInAgain,
  pause,
  connection: (reached) => {
    connected.value = reached;
  },
});
export const { ask, see } = client;

/** Counts the steps taken in this window: what shows counts asks again when it changes. */
export const stepsTaken = ref(0);
export const call: Client['call'] = async (name, input, options) => {
  const result = await client.call(name, input, options);
  stepsTaken.value += 1;
  return result;
};

/** Who I am, asked of the server; undefined when nobody is signed in. */
export async function loadMe(): Promise<Me | undefined> {
  try {
    me.value = await ask<Me>('GET', '/api/view/me', undefined, { asStranger: true });
  } catch (thrown) {
    if (!(thrown instanceof Refused && thrown.status === 401)) throw thrown;
    me.value = undefined;
  }
  return me.value;
}

/** Signs in. Over a page only the same person may continue: the page may hold what another must not see. */
export async function signIn(given: SignIn): Promise<SignedIn> {
  const before = me.value?.person.id;
  const signedIn = await ask<SignedIn>('POST', '/api/session', given, { asStranger: true });
  if (before !== undefined && before !== signedIn.person.id) {
    location.assign('/');
    return new Promise(() => {});
  }
  await loadMe();
  askingToSignIn.value = false;
  for (const { resolve } of waiting.splice(0)) resolve();
  return signedIn;
}

/** Ends the session and leaves every page behind. */
export async function signOut(): Promise<void> {
  await ask('DELETE', '/api/session', undefined, { asStranger: true }).catch((thrown: unknown) => {
    if (!(thrown instanceof Refused && thrown.status === 401)) throw thrown;
  });
  location.assign('/sign-in');
}

const lastSite = 'baocaitong.site';
/** Set by the router from `/s/:site/…`. */
const siteInAddress = ref<string>();

/** The site this page is about, else the one worked on last, else the first. */
export const currentSite = computed(() => {
  const sites = me.value?.sites ?? [];
  const wanted = siteInAddress.value ?? localStorage.getItem(lastSite);
  return sites.find((site) => site.id === wanted) ?? sites[0];
});

export function rememberSite(site: string): void {
  siteInAddress.value = site;
  localStorage.setItem(lastSite, site);
}

/**
 * May I do one of these in this site (in any site or on the platform, where none is named)? The server decides; this only hides what
 * would be refused.
 */
export function can(needs: readonly Capability[], site?: string): boolean {
  if (needs.length === 0) return true;
  const held = me.value?.capabilities ?? {};
  const lists = site === undefined ? [...Object.values(held), me.value?.platform ?? []] : [held[site] ?? []];
  return lists.some((list) => needs.some((capability) => list.includes(capability)));
}

/** Does it reach the whole site, and not only a unit or what one wrote? */
export function canAll(needs: readonly Capability[], site: string): boolean {
  const { person, roles = [] } = me.value ?? {};
  const grants = roles.map(({ role, site: where, unit }): RoleGrant => ({ role, ...(where && { site: where }), ...(unit && { unit }) }));
  return needs.some((capability) => may({ name: person?.name ?? '', grants }, capability, { site }));
}
