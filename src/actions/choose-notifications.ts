/** `notifications.choose`: when one is told what waits, and whether a program of one's own is told too. */

import {
  type DigestTimes,
  digestTimes,
  hookFindings,
  hookSchema,
  hookSecretSchema,
  officeTime,
  timeSchema,
} from '../domain/notification/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { digestDefaults, loadMailServer } from '../store/mail-server.ts';
import { loadPersonNotification, noteLook, saveChoice } from '../store/notifications.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';

export interface ChooseNotifications {
  readonly version: number;
  /** Null: as the platform has settled. */
  readonly digest: DigestTimes | null;
  readonly digestAt: string | null;
  /** Null: no program. */
  readonly webhookUrl: string | null;
  /** Needed with another address; the present one stays where none is given. */
  readonly webhookSecret?: string;
}

export const chooseNotifications: Action<ChooseNotifications, { readonly version: number }> = {
  name: 'notifications.choose',
  says: '选择什么时候提醒本人的待办，是否同时送到自己的程序',
  needs: 'account.keep',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['version', 'digest', 'digestAt', 'webhookUrl'],
    properties: {
      version: { type: 'integer', minimum: 0, maximum: 2_147_483_646 },
      digest: { anyOf: [{ type: 'null' }, { enum: digestTimes }] },
      digestAt: { anyOf: [{ type: 'null' }, timeSchema] },
      webhookUrl: { anyOf: [{ type: 'null' }, hookSchema] },
      webhookSecret: hookSecretSchema,
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, tools, record }, { version, digest, digestAt, webhookUrl, webhookSecret }) {
    const { person } = actor;
    const settled = person === undefined ? undefined : await loadPersonNotification(client, person, true);
    if (person === undefined || !settled) return refuse('wrong-state', [problem('no-account', '只有登录的人才有账号')]);
    const findings = hookFindings(webhookUrl, webhookSecret !== undefined || settled.webhookUrl === webhookUrl);
    if (findings.length > 0) return refuse('bad-input', findings);
    if (webhookSecret !== undefined) await holdSeals(client);
    const given = webhookSecret === undefined ? undefined : tools.seal(new TextEncoder().encode(webhookSecret));
    const choice = { digest, digestAt, webhookUrl, webhookSecret: webhookUrl === null ? null : given };
    if (!(await saveChoice(client, person, version, choice)))
      return refuse('stale-version', [problem('stale-version', '您的设置已被改过，请重新打开', 'version')]);
    // The day's hour has passed: it begins tomorrow.
    if (officeTime(now) >= (digestAt ?? digestDefaults(await loadMailServer(client)).digestAt))
      await noteLook(client, { person }, officeDay(now), undefined);
    await record({ thing: 'person', thingId: String(person), to: 'notifications-chosen', detail: { digest, digestAt, webhookUrl } });
    return accept({ version: version + 1 });
  },
};
