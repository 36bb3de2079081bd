/** `baocaitong site set-up FILE.json`: a site with its units and outlets, made or brought up to date from one file. */
import { type Platform, perform } from '../actions/action.ts';
import { type SiteSetUp, setUpSite } from '../actions/set-up-site.ts';
import { type SitePlan, withoutDocumentation } from '../domain/organisation/site-plan.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type Actor, terminalActor } from '../domain/permission.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { readJsonFile } from './json-file.ts';

/** What main gives commands that need the platform. */
export type OpenPlatform = () => Promise<{ readonly platform: Platform; close(): Promise<void> }>;

/** Sets a site up from the content of a site file; whatever that content is, the action's schema judges it. */
export function setUpFrom(platform: Platform, actor: Actor, file: unknown): Promise<Outcome<SiteSetUp>> {
  return perform(platform, actor, setUpSite, withoutDocumentation(file) as SitePlan);
}

export async function siteCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { json: 'flag' });
  const [step, path, more] = rest;
  if (step !== 'set-up' || path === undefined || more !== undefined)
    throw new UsageError('用法：baocaitong site set-up 网站.json [--json]');
  const file = await readJsonFile(path);
  const opened = await open();
  try {
    const outcome = await setUpFrom(opened.platform, terminalActor, file);
    if (options.json) {
      io.stdout(`${JSON.stringify(outcome.ok ? outcome.value : { code: outcome.code, findings: outcome.findings })}\n`);
      return outcome.ok ? 0 : exitOf(outcome.code);
    }
    if (!outcome.ok) {
      io.stdout(`${path} 有 ${outcome.findings.length} 处错误，什么都没有改：\n`);
      for (const { where, message } of outcome.findings) io.stdout(`  ${where ? `${where}：` : ''}${message}\n`);
      return exitOf(outcome.code);
    }
    const { site, added, updated, kept, notes } = outcome.value;
    io.stdout(`网站“${site}”已设好：新增单位 ${added} 个，更新 ${updated} 个。\n`);
    if (kept.length > 0) io.stdout(`文件中没有写的 ${kept.length} 个单位照旧保留：${kept.join('、')}\n`);
    for (const note of notes) io.stdout(`注意：${note.message}\n`);
    return 0;
  } finally {
    await opened.close();
  }
}

/** 2 bad input, 1 any other refusal. */
export const exitOf = (code: string): 1 | 2 => (code === 'bad-input' ? 2 : 1);
