// A real Chromium for the stories, and the looks that every page must stand: no violation that axe-core knows, no fault in the console.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFailed } from 'vitest';
import { findChromium } from '../../bin/chromium.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('The stories need Chromium: install Debian’s package chromium, or name one in the environment variable CHROMIUM.');
  return chromium.launch({ executablePath, args: flags });
}

export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained of: errors thrown, and requests answered 500. */
  readonly faults: readonly string[];
}

/** A window of its own, with its own cookies. */
export async function openWindow(browser: Browser, baseURL: string, size = { width: 1280, height: 800 }): Promise<Window> {
  const context = await browser.newContext({ baseURL, viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  page.setDefaultTimeout(30_000);
  const window = { context, page, faults };
  tellWhenFailed(window);
  return window;
}

/** A test that fails tells what each of its windows showed: a time that ran out says nothing by itself. */
function tellWhenFailed({ page, faults }: Window): void {
  const tell = async (): Promise<void> => {
    if (page.isClosed()) return;
    const text = await page.locator('body').ariaSnapshot({ timeout: 2000 });
    process.stderr.write(`${page.url()} ${faults.join('; ')}\n${text.slice(0, 2000)}\n`);
  };
  try {
    onTestFailed(() => tell().catch(() => undefined));
  } catch {
    // Opened outside of a test.
  }
}

interface Moving {
  readonly playState: string;
  readonly effect: { getTiming(): { readonly iterations: number } } | null;
}

/** What axe-core finds on the page once nothing on it fades in or out: rule, and the first places. The page's own security policy stays as it is. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  // A colour half way between two states belongs to neither.
  await page.waitForFunction(() => {
    const { document } = globalThis as unknown as { document: { getAnimations(): Moving[] } };
    return document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity);
  });
  // Evaluated by the debugger and not as a script element, so no policy has to be loosened for it.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tester = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const { violations } = await tester.run();
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
    );
  });
}
