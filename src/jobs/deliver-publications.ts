/**
 * Delivers what is due to its channels and records it. What is to be done is read from the tables, so a schedule survives a restart; a
 * crash between sending and recording means that it is sent once more, and a channel knows it again by its key (a folder by its path).
 */
import { join } from 'node:path';
import { type Action, type Platform, perform } from '../actions/action.ts';
import { attemptPublication } from '../actions/attempt-publication.ts';
import { deliverPublication } from '../actions/deliver-publication.ts';
import { failPublication } from '../actions/fail-publication.ts';
import { pageLabels } from '../domain/adoption/delivery.ts';
import { type Placed, programActor } from '../domain/permission.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import type { SendWebhook, Sent } from '../engines/webhook.ts';
import type { ContentStore } from '../files/content-store.ts';
import { openPublicationFolder } from '../files/publication-folder.ts';
import { publishedPage } from '../rendering/published-page.ts';
import { type DuePublication, duePublications } from '../views/due-publications.ts';

export interface Channels {
  /** The folder below which folder channels write. */
  readonly root: string;
  readonly send: SendWebhook;
  readonly documents: ContentStore;
}

/** Delivers everything that is due; gives how many were delivered. */
export async function deliverPublications(platform: Platform, channels: Channels): Promise<number> {
  let delivered = 0;
  const seen = new Set<string>();
  for (;;) {
    const due = (await duePublications(platform.pool, platform.now())).filter(
      ({ site, publication }) => !seen.has(`${site} ${publication}`),
    );
    if (due.length === 0) return delivered;
    for (const one of due) {
      seen.add(`${one.site} ${one.publication}`);
      if (await deliverOne(platform, channels, one)) delivered += 1;
    }
  }
}

async function deliverOne(platform: Platform, channels: Channels, due: DuePublication): Promise<boolean> {
  const { site, publication } = due;
  // Another process may have it in hand, or somebody called it off since: then it is not ours.
  const attempt = await perform(platform, programActor, attemptPublication, { site, publication, version: due.version });
  if (!attempt.ok) return false;
  const { version } = attempt.value;
  const sent = await sendPublication(platform, channels, due);
  const seen = { site, publication, version };
  if (!sent.ok) await told(platform, failPublication, { ...seen, fault: sent.fault });
  else await told(platform, deliverPublication, { ...seen, ...(sent.address === undefined ? {} : { address: sent.address }) });
  return sent.ok;
}

/** Called off while it was under way: what is recorded then is that it has to be taken down, and this is not. */
async function told<Input, Loaded extends Placed>(platform: Platform, action: Action<Input, unknown, Loaded>, input: Input): Promise<void> {
  const outcome = await perform(platform, programActor, action, input);
  if (!outcome.ok && outcome.code !== 'stale-version' && outcome.code !== 'wrong-state')
    throw new Error(`a delivery could not be recorded: ${outcome.findings.map(({ message }) => message).join('; ')}`);
}

/** Sends to the channel, or takes down there. What goes wrong is a sentence for the list of publications. */
export async function sendPublication(platform: Platform, channels: Channels, due: DuePublication): Promise<Sent> {
  const { channel } = due;
  if (!channel) return { ok: true };
  try {
    return channel.kind === 'folder'
      ? await intoFolder(channels, due, channel.settings)
      : await toWebhook(platform, channels, due, channel);
  } catch (error) {
    return { ok: false, fault: `送到频道时出错：${(error as Error).message}`.slice(0, 1000) };
  }
}

async function intoFolder(
  { root, documents }: Channels,
  due: DuePublication,
  settings: { readonly folder?: string; readonly address?: string },
): Promise<Sent> {
  const folder = openPublicationFolder(join(root, due.site), settings.folder ?? '');
  if (due.what === 'take-down') {
    await folder.remove(due.submission);
    return { ok: true };
  }
  const path = await folder.put({
    item: due.submission,
    html: publishedPage(due.item, due.files),
    json: JSON.stringify(
      {
        ...pageData(due),
        files: due.files.map(({ path: at, mediaType, attachment }) => ({ path: at, mediaType, name: attachment?.name })),
      },
      null,
      2,
    ),
    files: due.files.map(({ path: at, sha256 }) => ({ path: at, bytes: () => documents.read(sha256) })),
  });
  return { ok: true, address: settings.address === undefined ? path : `${settings.address}${due.submission}/index.html` };
}

async function toWebhook(
  platform: Platform,
  { send, documents }: Channels,
  due: DuePublication,
  channel: NonNullable<DuePublication['channel']>,
): Promise<Sent> {
  const secret = channel.secret && platform.tools.open(channel.secret);
  if (!secret) return { ok: false, fault: '频道的签名密钥解不开，请在频道设置里重新填写' };
  const files = [];
  if (due.what === 'put') {
    for (const { path, mediaType, sha256, byteSize, attachment } of due.files) {
      const content = (await documents.read(sha256)).toString('base64');
      files.push({ path, mediaType, sha256, byteSize, name: attachment?.name, description: attachment?.description, content });
    }
  }
  const body = JSON.stringify({
    action: due.what === 'put' ? 'publish' : 'withdraw',
    publication: due.publication,
    address: due.address,
    ...(due.what === 'put'
      ? { ...pageData(due), html: publishedPage(due.item, due.files), files }
      : { site: due.site, item: due.submission }),
  });
  const key = `${due.site}-${due.publication}-${due.what}`;
  return send({ url: channel.settings.url ?? '', secret, body, key, now: platform.now() });
}

/** What a program reads of a published item. */
const pageData = ({ site, submission, item }: DuePublication) => ({
  site,
  item: submission,
  text: item.version,
  title: item.title,
  body: item.body,
  content: publicPart(item.content),
  publishedAt: item.publishedAt.toISOString(),
  labels: Object.fromEntries(pageLabels(item)),
});

/** What is for readers; the telephone, the signer and what the unit declared stay in the office. */
const publicPart = ({ source, byline, responsibleEditor, policy, interview }: SubmissionContent): SubmissionContent => ({
  ...(source === undefined ? {} : { source }),
  ...(byline === undefined ? {} : { byline }),
  ...(responsibleEditor === undefined ? {} : { responsibleEditor }),
  ...(policy === undefined ? {} : { policy }),
  ...(interview?.transcript === undefined ? {} : { interview: { guests: interview.guests ?? [], transcript: interview.transcript } }),
});
