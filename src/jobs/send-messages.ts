/**
 * Sends what is due, by mail and to programs, and records it. A message counts as sent only when the server has taken it; a crash between
 * taking and recording means that it is sent once more under the same name, by which a mail program or a receiver knows it again.
 */
import { type Action, type Platform, perform } from '../actions/action.ts';
import { attemptMessage } from '../actions/attempt-message.ts';
import { deliverMessage } from '../actions/deliver-message.ts';
import { failMessage } from '../actions/fail-message.ts';
import { type Placed, programActor } from '../domain/permission.ts';
import type { Mailer, MailSent, OpenMailer } from '../engines/mail.ts';
import type { SendWebhook } from '../engines/webhook.ts';
import { type DueMessage, dueMessages } from '../views/due-messages.ts';
import { mailAccount } from '../views/mail-server.ts';

export interface MessageDoors {
  readonly openMailer: OpenMailer;
  readonly send: SendWebhook;
}
type Became = MailSent | { readonly ok: false; readonly because: 'nobody'; readonly fault: string };

/** Sends everything that is due; gives how many were sent. A mail server that is away is asked once, and then left alone for a while. */
export async function sendMessages(platform: Platform, doors: MessageDoors): Promise<number> {
  let sent = 0;
  const seen = new Set<number>();
  let mailer: Mailer | undefined;
  const openedMailer = async (): Promise<Mailer | undefined> => {
    mailer ??= await openFor(platform, doors);
    return mailer;
  };
  try {
    for (;;) {
      const due = (await dueMessages(platform.pool, platform.now())).filter(({ message }) => !seen.has(message));
      if (due.length === 0) return sent;
      let away = false;
      for (const one of due) {
        if (away && one.channel === 'mail') continue;
        seen.add(one.message);
        const became = await sendOne(platform, doors, one, openedMailer);
        if (became?.ok) sent += 1;
        away ||= became?.ok === false && became.because === 'server';
      }
    }
  } finally {
    mailer?.close();
  }
}

async function openFor(platform: Platform, { openMailer }: MessageDoors): Promise<Mailer | undefined> {
  const held = await mailAccount(platform.pool);
  if (!held) return undefined;
  const { sealed, ...account } = held;
  const secret = sealed && platform.tools.open(sealed);
  if (sealed && !secret)
    return { send: async () => ({ ok: false, because: 'server', fault: '邮件服务器的口令解不开，请重新填写' }), close: () => {} };
  return openMailer({ ...account, password: secret ? Buffer.from(secret).toString('utf8') : null });
}

/** Undefined where another process has it in hand. */
async function sendOne(
  platform: Platform,
  doors: MessageDoors,
  due: DueMessage,
  openedMailer: () => Promise<Mailer | undefined>,
): Promise<Became | undefined> {
  const { message } = due;
  const attempt = await perform(platform, programActor, attemptMessage, { message, version: due.version });
  if (!attempt.ok) return undefined;
  const { version } = attempt.value;
  const messageId = await idOf(platform, due);
  const became = due.channel === 'mail' ? await byMail(platform, due, messageId, openedMailer) : await toProgram(platform, doors, due);
  const seen = { message, version };
  if (became.ok) await told(platform, deliverMessage, { ...seen, messageId });
  else await told(platform, failMessage, { ...seen, fault: became.fault, because: became.because });
  return became;
}

/** Made of what the message is, so that every try of it bears the same; the server's own name keeps it apart from other platforms'. */
async function idOf({ pool, tools }: Platform, { key, message }: DueMessage): Promise<string> {
  const domain = (await mailAccount(pool))?.sender.split('@')[1] ?? 'localhost';
  return `<${tools.sha256(`baocaitong ${key} ${message}`).slice(0, 40)}@${domain}>`;
}

async function byMail(
  platform: Platform,
  { address, content }: DueMessage,
  messageId: string,
  openedMailer: () => Promise<Mailer | undefined>,
): Promise<Became> {
  if (address === null) return { ok: false, because: 'nobody', fault: '收件人没有启用的邮箱' };
  const mailer = await openedMailer();
  if (!mailer) return { ok: false, because: 'server', fault: '没有启用邮件服务器' };
  return mailer.send({ to: address, messageId, date: platform.now(), content });
}

async function toProgram(
  platform: Platform,
  { send }: MessageDoors,
  { address, secret: sealed, content, key }: DueMessage,
): Promise<Became> {
  if (address === null || sealed === null) return { ok: false, because: 'nobody', fault: '接口已经停用' };
  const secret = platform.tools.open(sealed);
  if (!secret) return { ok: false, because: 'message', fault: '接口的签名密钥解不开，请重新填写' };
  const sent = await send({ url: address, secret, body: JSON.stringify(content.data ?? {}), key, now: platform.now() });
  return sent.ok ? { ok: true } : { ok: false, because: 'message', fault: sent.fault };
}

/** Taken back while it was under way: nothing is to be recorded. */
async function told<Input, Loaded extends Placed>(platform: Platform, action: Action<Input, unknown, Loaded>, input: Input): Promise<void> {
  const outcome = await perform(platform, programActor, action, input);
  if (!outcome.ok && outcome.code !== 'stale-version' && outcome.code !== 'wrong-state')
    throw new Error(`a message could not be recorded: ${outcome.findings.map(({ message }) => message).join('; ')}`);
}
