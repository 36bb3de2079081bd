/** `channel.change`: where a channel goes, its secret, or whether it is in use. What is under way goes where the channel then leads. */
import { type ChannelSettings, channelFindings, channelSettingsSchema, SECRET_LENGTH } from '../domain/adoption/channel.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { folderTaken, type LoadedChannel, changeChannel as updateChannel } from '../store/channels.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';
import { besideSchema, channelSubject, folderTakenRefusal, staleBeside } from './desk-subject.ts';

export interface ChangeChannel {
  readonly site: string;
  readonly channel: number;
  readonly version: number;
  readonly settings?: ChannelSettings;
  readonly secret?: string;
  readonly active?: boolean;
}

export const changeChannel: Action<ChangeChannel, { readonly channel: number; readonly version: number }, LoadedChannel> = {
  name: 'channel.change',
  says: '修改、停用或启用发布频道',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  subject: channelSubject,
  input: besideSchema('channel', {
    settings: channelSettingsSchema,
    secret: { type: 'string', minLength: SECRET_LENGTH, maxLength: 200 },
    active: { type: 'boolean' },
  }),
  async run({ client, tools, record }, { site, version, settings, secret, active }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    // A webhook that was set up has a secret; it stays where no other is given.
    const findings = channelFindings(loaded.kind, settings ?? loaded.settings, true);
    if (findings.length > 0) return refuse('bad-input', findings);
    if (await folderTaken(client, site, settings?.folder, loaded.id)) return folderTakenRefusal;
    if (secret !== undefined) await holdSeals(client);
    const sealed = secret === undefined ? undefined : tools.seal(new TextEncoder().encode(secret));
    if (!(await updateChannel(client, loaded, { settings, secret: sealed, active }))) return staleBeside(loaded);
    const detail = {
      ...(settings && { settings }),
      ...(active !== undefined && { active }),
      ...(secret !== undefined && { secret: '已更换' }),
    };
    await record({ thing: 'channel', thingId: String(loaded.id), detail });
    return accept({ channel: loaded.id, version: version + 1 });
  },
};
