// A real SMTP server on loopback, and what it was handed, read.
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** The connection was encrypted. */
  readonly encrypted: boolean;
}

export interface Mailbox {
  readonly port: number;
  readonly received: Received[];
  /** Where given, what it answers before it takes a message: an error with `responseCode`. */
  refuse: { recipient?: (address: string) => Error | undefined; after?: () => void };
  /** It is away: nobody listens at the port. */
  readonly stop: () => Promise<void>;
  /** It is there again, at the same port. */
  readonly start: () => Promise<void>;
}

export interface MailboxOptions {
  readonly login?: { readonly user: string; readonly password: string };
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Encrypted from the first byte. */
  readonly secure?: boolean;
}

export async function openMailbox({ login, tls, secure = false }: MailboxOptions = {}): Promise<Mailbox> {
  const received: Received[] = [];
  let server: SMTPServer | undefined;
  let port = 0;
  const box: Mailbox = {
    get port() {
      return port;
    },
    received,
    refuse: {},
    start: async () => {
      const options: SMTPServerOptions = {
        ...(tls ? { ...tls, secure } : { disabledCommands: ['STARTTLS'] }),
        authOptional: login === undefined,
        onAuth: ({ username, password }, _session, done) =>
          username === login?.user && password === login?.password ? done(null, { user: username }) : done(new Error('wrong')),
        onRcptTo: ({ address }, _session, done) => done(box.refuse.recipient?.(address) ?? null),
        onData: (stream, session, done) => {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            received.push(readMail(Buffer.concat(chunks).toString('latin1'), session));
            box.refuse.after?.();
            done();
          });
        },
      };
      server = new SMTPServer(options);
      server.on('error', () => {});
      const listening = server.listen(port, '127.0.0.1');
      await new Promise<void>((resolve) => listening.once('listening', resolve));
      port = (listening.address() as AddressInfo).port;
    },
    stop: async () => {
      const closing = server;
      server = undefined;
      if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
  };
  await box.start();
  return box;
}

interface Session {
  readonly secure: boolean;
  readonly envelope: { readonly mailFrom: false | { readonly address: string }; readonly rcptTo: readonly { readonly address: string }[] };
}

function readMail(raw: string, { secure, envelope }: Session): Received {
  const parts = partsOf(raw);
  const headers = headersOf(raw);
  const textOf = (type: string): string =>
    parts.find((part) => part.headers['content-type']?.startsWith(type))?.body.toString('utf8') ?? '';
  return {
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    headers,
    subject: words(headers['subject'] ?? ''),
    text: textOf('text/plain'),
    html: textOf('text/html'),
    attachments: parts
      .filter((part) => part.headers['content-disposition']?.startsWith('attachment'))
      .map((part) => ({ name: fileName(part.headers['content-disposition'] ?? ''), bytes: part.body })),
    encrypted: secure,
  };
}

function headersOf(raw: string): Readonly<Record<string, string>> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  return Object.fromEntries(
    head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function partsOf(raw: string): readonly Part[] {
  const headers = headersOf(raw);
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return [{ headers, body: decoded(body, headers['content-transfer-encoding'] ?? '') }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => partsOf(part.replace(/^\r\n/, '')));
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** Words of a header as they are shown (RFC 2047). */
const words = (text: string): string =>
  text
    .replace(/(?<=\?=) (?==\?)/g, '')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, said: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(said, 'base64').toString('utf8')
        : decoded(said.replaceAll('_', ' '), 'quoted-printable').toString('utf8'),
    );

/** The name of an attachment (RFC 2231), put together. */
const fileName = (disposition: string): string =>
  decodeURIComponent([...disposition.matchAll(/filename\*\d*\*?=(?:utf-8'')?([^;]+)/gi)].map(([, piece = '']) => piece.trim()).join(''));
