/**
 * Sends mail by SMTP. Time is limited, certificates are checked, nothing is read from files or other machines. What goes wrong is told apart:
 * the server (away, no password, no encryption), for which all mail waits, or this one receiver.
 */
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import type { MessageContent } from '../domain/notification/content.ts';
import type { MailSecurity } from '../domain/notification/settings.ts';

export interface MailAccount {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user: string | null;
  readonly password: string | null;
  readonly sender: string;
  readonly senderName: string;
  readonly certificate: string | null;
}

export interface Mail {
  readonly to: string;
  /** The same for every try, so that a mail program knows it again. */
  readonly messageId: string;
  readonly date: Date;
  readonly content: MessageContent;
}

export type MailSent = { readonly ok: true } | { readonly ok: false; readonly because: 'server' | 'message'; readonly fault: string };

export interface Mailer {
  readonly send: (mail: Mail) => Promise<MailSent>;
  readonly close: () => void;
}
export type OpenMailer = (account: MailAccount) => Mailer;

/** Milliseconds: to connect, to be greeted, and between two words of the server. */
const TIMEOUT = 10_000;

export function createMailerOpener({ timeout = TIMEOUT }: { readonly timeout?: number } = {}): OpenMailer {
  return (account) => {
    const transport = createTransport(optionsOf(account, timeout));
    return { send: (mail) => sendBy(transport, account, mail), close: () => transport.close() };
  };
}

const optionsOf = ({ host, port, security, user, password, certificate }: MailAccount, timeout: number): SMTPTransport.Options => ({
  host,
  port,
  secure: security === 'tls',
  requireTLS: security === 'starttls',
  ignoreTLS: security === 'none',
  ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
  ...(certificate === null ? {} : { tls: { ca: certificate } }),
  connectionTimeout: timeout,
  greetingTimeout: timeout,
  dnsTimeout: timeout,
  socketTimeout: timeout * 2,
  disableFileAccess: true,
  disableUrlAccess: true,
});

async function sendBy(transport: Transporter, account: MailAccount, { to, messageId, date, content }: Mail): Promise<MailSent> {
  const { subject, text, html, attachment } = content;
  try {
    await transport.sendMail({
      from: { name: account.senderName, address: account.sender },
      to: { name: '', address: to },
      ...{ subject, text, html, messageId, date },
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: attachment
        ? [{ filename: attachment.name, contentType: attachment.mediaType, content: Buffer.from(attachment.base64, 'base64') }]
        : [],
    });
    return { ok: true };
  } catch (error) {
    return faultOf(error as SmtpError, account);
  }
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

function faultOf({ code = '', command = '', responseCode = 0, response, message }: SmtpError, { host, port }: MailAccount): MailSent {
  const said = response ?? message;
  // The server spoke of this receiver or of this text; 421 is its farewell.
  if (((code === 'EENVELOPE' && /^RCPT/.test(command)) || code === 'EMESSAGE') && responseCode !== 421)
    return { ok: false, because: 'message', fault: `邮件服务器没有收下：${said}`.slice(0, 1000) };
  const why =
    code === 'EAUTH'
      ? '用户或口令不对，邮件服务器不让登录'
      : code === 'ETLS' || /certificate|self-signed|TLS|SSL/i.test(message)
        ? '加密没有谈成，请核对加密方式和证书'
        : code === 'EENVELOPE'
          ? '邮件服务器不接受这个发件邮箱'
          : '连不上邮件服务器';
  return { ok: false, because: 'server', fault: `${why}（${host}:${port}）：${said}`.slice(0, 1000) };
}
