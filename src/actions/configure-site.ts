/** `site.configure`: settles how a site works: levels of review, which check stops, time limits. What is not named stays. */
import { changedSettings, readSettings, type SiteSettings, settingsFindings, settingsSchema } from '../domain/organisation/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { loadSettings, saveSettings } from '../store/site-settings.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export interface ConfigureSite {
  readonly site: string;
  /** The parts to change; a member named replaces the one before. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export const configureSite: Action<ConfigureSite, { readonly settings: SiteSettings }> = {
  name: 'site.configure',
  says: '修改网站设置',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'settings'],
    properties: { site: siteSchema, settings: settingsSchema },
    additionalProperties: false,
  },
  async run({ client, record }, { site, settings }) {
    const held = await loadSettings(client, site);
    if (!held) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
    const body = changedSettings(held.body, settings);
    const now = readSettings(body);
    const findings = settingsFindings(now);
    if (findings.length > 0) return refuse('bad-input', findings);
    await saveSettings(client, site, body);
    await record({ thing: 'site', thingId: site, detail: settings });
    return accept({ settings: now });
  },
};
