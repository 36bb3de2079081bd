/** One's own address and times: where and when one is told what waits. */

import type { DigestSettings, DigestTimes } from '../domain/notification/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { digestDefaults, loadMailServer } from '../store/mail-server.ts';
import { loadPersonNotification } from '../store/notifications.ts';
import { makeView } from './view.ts';

export interface MyNotifications {
  readonly version: number;
  /** Confirmed. */
  readonly mail: string | null;
  /** Waits for its code. */
  readonly pending: string | null;
  /** Null: as the platform has settled. */
  readonly digest: DigestTimes | null;
  readonly digestAt: string | null;
  readonly webhookUrl: string | null;
  readonly defaults: DigestSettings;
  /** The platform sends mail. */
  readonly mailWorks: boolean;
}

export const myNotifications = makeView<Readonly<Record<string, never>>, MyNotifications>(
  { view: 'my-notifications', says: '本人的邮箱，和什么时候提醒待办' },
  { type: 'object', additionalProperties: false },
  async (client, { person }) => {
    const settled = person === undefined ? undefined : await loadPersonNotification(client, person);
    if (!settled) return refuse('forbidden', [problem('forbidden', '请以本人的账号登录')]);
    const server = await loadMailServer(client);
    const { version, mail, pending, digest, digestAt, webhookUrl } = settled;
    return accept({
      ...{ version, mail, pending, digest, digestAt, webhookUrl },
      defaults: digestDefaults(server),
      mailWorks: server?.active ?? false,
    });
  },
);
