/** `site-notifications.configure`: on which day the heads get the month's figures, and whether a program of the office is told what waits. */

import { figuresMonth, hookFindings, hookSchema, hookSecretSchema } from '../domain/notification/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { loadSiteNotification, saveSiteNotification } from '../store/notifications.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';
import { siteSchema } from './submission-subject.ts';

export interface ConfigureSiteNotifications {
  readonly site: string;
  readonly version: number;
  /** Null: never. */
  readonly figuresDay: number | null;
  readonly webhookUrl: string | null;
  readonly webhookSecret?: string;
}

export const configureSiteNotifications: Action<ConfigureSiteNotifications, { readonly version: number }> = {
  name: 'site-notifications.configure',
  says: '设置每月数字寄给签发人的日子，和办公室的待办是否送到自己的程序',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  secret: true,
  input: {
    type: 'object',
    required: ['site', 'version', 'figuresDay', 'webhookUrl'],
    properties: {
      site: siteSchema,
      version: { type: 'integer', minimum: 0, maximum: 2_147_483_646 },
      figuresDay: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 1, maximum: 31 }] },
      webhookUrl: { anyOf: [{ type: 'null' }, hookSchema] },
      webhookSecret: hookSecretSchema,
    },
    additionalProperties: false,
  },
  async run({ client, now, tools, record }, { site, version, figuresDay, webhookUrl, webhookSecret }) {
    const held = await loadSiteNotification(client, site);
    const findings = hookFindings(webhookUrl, webhookSecret !== undefined || held.webhookUrl === webhookUrl);
    if (findings.length > 0) return refuse('bad-input', findings);
    if (webhookSecret !== undefined) await holdSeals(client);
    const given = webhookSecret === undefined ? undefined : tools.seal(new TextEncoder().encode(webhookSecret));
    // This month's day was over yesterday already: the first figures come with the next.
    const yesterday = officeDay(new Date(now.getTime() - 86_400_000));
    const figuresFor = figuresDay === null || figuresDay === held.figuresDay ? undefined : figuresMonth(figuresDay, yesterday);
    const to = { figuresDay, webhookUrl, webhookSecret: webhookUrl === null ? null : given, figuresFor };
    if (!(await saveSiteNotification(client, site, version, to)))
      return refuse('stale-version', [problem('stale-version', '设置已被别人改过，请重新打开', 'version')]);
    await record({ thing: 'site', thingId: site, detail: { figuresDay, webhookUrl } });
    return accept({ version: version + 1 });
  },
};
