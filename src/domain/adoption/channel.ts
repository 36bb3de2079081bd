/** Where published items go, as an office sets it up: a folder below the platform's own, or a webhook. */
import { type Finding, problem } from '../outcome.ts';
import type { Schema } from '../schema.ts';

export const channelKinds = ['folder', 'webhook'] as const;
/** 文件夹 · 接口. */
export type ChannelKind = (typeof channelKinds)[number];

/** What a channel is told: the labels of its site (政府网站发展指引), and where it goes. */
export interface ChannelSettings {
  readonly siteDomain: string;
  /** 政府网站标识码. */
  readonly siteIdCode: string;
  /** A folder: its name below the folder that the platform publishes into, and where that is seen on the web. */
  readonly folder?: string;
  readonly address?: string;
  /** A webhook. */
  readonly url?: string;
}

export const channelSettingsSchema: Schema = {
  type: 'object',
  required: ['siteDomain', 'siteIdCode'],
  properties: {
    siteDomain: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[\\p{L}\\p{N}.-]+(:\\d+)?$',
      description: '域名，如 www.example.gov.cn',
    },
    siteIdCode: { type: 'string', pattern: '^[A-Za-z0-9]{6,20}$', description: '政府网站标识码，如 1501000001' },
    folder: { type: 'string', minLength: 1, maxLength: 120 },
    address: { type: 'string', maxLength: 500, pattern: '^https?://[^\\s]+/$', description: '以 http 开头、以 / 结尾的网址' },
    url: { type: 'string', maxLength: 500, pattern: '^https?://[^\\s]+$', description: '以 http:// 或 https:// 开头的网址' },
  },
  additionalProperties: false,
};

/**
 * One name or several with slashes, of letters, digits, - and _: nothing in it can lead upwards. A name of digits alone is an item's.
 */
export const isFolderName = (name: string): boolean =>
  /^[\p{L}\p{N}_-]+(\/[\p{L}\p{N}_-]+){0,5}$/u.test(name) && name.length <= 120 && !name.split('/').some((part) => /^\d+$/.test(part));

/** A secret that signs deliveries: long enough not to be guessed. */
export const SECRET_LENGTH = 16;

/** What stands against a channel set up like this: a folder needs its name, a webhook its address and, once, its secret. */
export function channelFindings(kind: ChannelKind, settings: ChannelSettings, hasSecret: boolean): readonly Finding[] {
  if (kind === 'folder') {
    return [
      ...(settings.folder !== undefined && isFolderName(settings.folder)
        ? []
        : [problem('folder', '请写文件夹的名称：只用文字、数字、- 和 _，不能全是数字，层级之间用 /', 'settings.folder')]),
      ...(settings.url === undefined ? [] : [problem('url', '文件夹频道没有接口地址', 'settings.url')]),
    ];
  }
  const url = settings.url === undefined ? undefined : hostOf(settings.url);
  return [
    ...(url === undefined ? [problem('url', '请写接口地址，地址中不带用户名和口令', 'settings.url')] : []),
    ...(settings.folder === undefined && settings.address === undefined
      ? []
      : [problem('folder', '接口频道没有文件夹', 'settings.folder')]),
    ...(hasSecret ? [] : [problem('secret', `请写签名用的密钥，至少 ${SECRET_LENGTH} 个字符`, 'secret')]),
  ];
}

/** Host of an http(s) address without a name and password in it; undefined where it is none. */
function hostOf(address: string): string | undefined {
  const match = /^https?:\/\/([^/?#@\\\s]+)(?:[/?#][^@\\\s]*)?$/i.exec(address);
  return match?.[1];
}
