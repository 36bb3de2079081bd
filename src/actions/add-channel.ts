/** `channel.add`: a place where published items go. */
import {
  type ChannelKind,
  type ChannelSettings,
  channelFindings,
  channelKinds,
  channelSettingsSchema,
  SECRET_LENGTH,
} from '../domain/adoption/channel.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { folderTaken, addChannel as insertChannel } from '../store/channels.ts';
import { holdSeals } from '../store/secrets.ts';
import type { Action } from './action.ts';
import { folderTakenRefusal, wordSchema } from './desk-subject.ts';
import { siteSchema } from './submission-subject.ts';

export interface AddChannel {
  readonly site: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly settings: ChannelSettings;
  /** Signs what is sent to a webhook; kept encrypted, and shown to nobody again. */
  readonly secret?: string;
}

export const addChannel: Action<AddChannel, { readonly channel: number; readonly version: 1 }> = {
  name: 'channel.add',
  says: '设立发布频道：文件夹或接口',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'name', 'kind', 'settings'],
    properties: {
      site: siteSchema,
      name: wordSchema,
      kind: { type: 'string', enum: channelKinds },
      settings: channelSettingsSchema,
      secret: { type: 'string', minLength: SECRET_LENGTH, maxLength: 200 },
    },
    additionalProperties: false,
  },
  async run({ client, tools, record }, { site, name, kind, settings, secret }) {
    const findings = channelFindings(kind, settings, secret !== undefined);
    if (findings.length > 0) return refuse('bad-input', findings);
    if (await folderTaken(client, site, settings.folder)) return folderTakenRefusal;
    if (secret !== undefined) await holdSeals(client);
    const sealed = secret === undefined ? undefined : tools.seal(new TextEncoder().encode(secret));
    const channel = await insertChannel(client, site, { name, kind, settings, secret: sealed });
    if (channel === undefined) return refuse('conflict', [problem('channel-name', `已有频道“${name}”`, 'name')]);
    await record({ thing: 'channel', thingId: String(channel), detail: { name, kind, settings } });
    return accept({ channel, version: 1 });
  },
};
