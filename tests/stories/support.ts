// What a story needs: an office with people for every role, a server on it, and windows in which they are signed in.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { buildWeb } from '../../bin/build-web.mjs';
import type { ServerOptions } from '../../src/server/options.ts';
import { createServer } from '../../src/server/server.ts';
import { cookieOf, memoryFiles, serverOptions } from '../server/served.ts';
import { axeViolations, openBrowser, openWindow, type Window } from '../support/browser.ts';
import { type Office, type OfficePerson, office, openWorld, testTools, type World } from '../support/world.ts';

export interface Story {
  readonly world: World;
  readonly office: Office;
  /** Where the server is. */
  readonly address: string;
  /** A window in which this person is signed in, at a page (the person's own first page where none is named). */
  as(who: OfficePerson, path?: string, size?: { readonly width: number; readonly height: number }): Promise<Window>;
  /** A window in which nobody is signed in. */
  stranger(path?: string): Promise<Window>;
  close(): Promise<void>;
}

/** The password of everybody in a story; the sign-in name is `office-` and the name of the role, as in `office()`. */
export const storyPassword = 'Lan-Tian.Bai-Yun 7';

const localNow = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16);
/** A day so many days from today, office time, as YYYY-MM-DD. */
export const dayFromNow = (days: number): string => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);

/** The built pages, copied: a build made meanwhile takes nothing away from a story under way. */
export async function ownWeb(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bct-web-'));
  cpSync(await buildWeb(), folder, { recursive: true });
  return folder;
}

/** Call in beforeAll; close in afterAll. The clock is the real one, held at the start. */
export async function openStory(more: Partial<ServerOptions> = {}): Promise<Story> {
  const [web, world, browser] = await Promise.all([ownWeb(), openWorld(), openBrowser()]);
  const place = await office(world);
  place.at(localNow());
  const password_hash = await testTools.hashPassword(storyPassword);
  await world.db.updateTable('people').set({ password_hash }).where('password_hash', '=', 'none').execute();
  const app = await createServer(serverOptions(place.platform, { web, files: memoryFiles().files, ...more }));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    world,
    office: place,
    address,
    as: async (who, path = '/', size) => {
      const window = await windowAt(browser, address, size);
      const [name = '', value = ''] = (await cookieOf(world, place.people[who], place.now())).split('=');
      await window.context.addCookies([{ name, value, url: address }]);
      await window.page.goto(path);
      return window;
    },
    stranger: async (path = '/') => {
      const window = await windowAt(browser, address);
      await window.page.goto(path);
      return window;
    },
    close: async () => {
      await browser.close();
      await app.close();
      await world.close();
      rmSync(web, { recursive: true, force: true });
    },
  };
}

const windowAt = (browser: Browser, address: string, size?: { readonly width: number; readonly height: number }): Promise<Window> =>
  openWindow(browser, address, size);

/** The page as it stands, once it has its heading: nothing that axe-core knows against it, nothing that went wrong. */
export async function expectSound({ page, faults }: Window): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' });
  expect(await axeViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
}
