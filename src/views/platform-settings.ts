/** What is settled about accounts, passwords, sessions and 三员分立. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { defaultPeopleSettings, type PeopleSettings } from '../domain/people/settings.ts';
import { may } from '../domain/permission.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { onConnection } from '../store/transaction.ts';
import { makeView } from './view.ts';

export interface PlatformSettingsSeen {
  readonly version: number;
  readonly people: PeopleSettings;
  readonly defaults: PeopleSettings;
}

export const platformSettings = makeView<Readonly<Record<string, never>>, PlatformSettingsSeen>(
  { view: 'platform-settings', says: '平台设置：登录、口令和三员分立的规定' },
  { type: 'object', additionalProperties: false },
  async (client, actor) => {
    if (!may(actor, 'platform.configure')) return refuse('forbidden', [problem('forbidden', '您没有查看平台设置的权限')]);
    const { version, people } = await loadPlatformSettings(onConnection(client));
    return accept({ version, people, defaults: defaultPeopleSettings });
  },
);
