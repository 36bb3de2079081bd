/** What the server is given. */
import type { Platform } from '../actions/action.ts';
import type { Ahead } from '../actions/ahead.ts';
import type { Actor } from '../domain/permission.ts';
import type { Printer } from '../engines/documents.ts';
import type { ContentStore } from '../files/content-store.ts';
import type { Reader } from '../reading/reader.ts';
import type { Limits } from './limiter.ts';

/** Who stands behind a secret that a request carries; secrets themselves are kept nowhere, so they are asked for by their SHA-256. */
export interface Accounts {
  /** The person of a live session, whose use is noted; undefined where it has ended, or never was. */
  readonly bySession: (hash: Buffer) => Promise<SessionHolder | undefined>;
  /** The program of a live token, within what the token allows. */
  readonly byToken: (hash: Buffer, address: string) => Promise<Actor | undefined>;
  /** Who was found behind it a moment ago, with the question whether that still stands; undefined where it must be looked up. */
  readonly presumeSession?: (hash: Buffer) => Presumed | undefined;
  readonly presumeToken?: (hash: Buffer) => Presumed | undefined;
}

export interface SessionHolder {
  readonly actor: Actor;
  /** The cookie is to get a new value now. */
  readonly renew: boolean;
}

/** Who was found behind a secret a moment ago, and what is to be asked before anything they asked for is believed. */
export interface Presumed {
  readonly actor: Actor;
  readonly ahead: Ahead;
}

/** What is found out about an upload before anything is done with it. */
export type LooksIntoUploads = Pick<Reader, 'inspect' | 'draft'>;

export interface ServerOptions {
  readonly platform: Platform;
  readonly accounts: Accounts;
  /** Bytes of uploads and of rendered documents, by their SHA-256. */
  readonly files: Pick<ContentStore, 'put' | 'read' | 'stream'>;
  /** Looks into uploads in a thread that can be killed; without one they are looked into here. */
  readonly reader?: LooksIntoUploads;
  /** Makes files of official documents (letters, notices) when somebody asks; without it there are none. */
  readonly print?: Printer['print'];
  /** Who is not signed in looks at the pages as this actor (the demo); without one they are asked to sign in. */
  readonly visitor?: Actor;
  /** The folder of the built browser application; without it there are only the pages. */
  readonly web?: string;
  /** The address people type, such as https://bct.example.gov.cn: its name is answered to besides the loopback names. */
  readonly publicUrl?: string;
  /** Certificate and key in PEM. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** Addresses (also as 10.0.0.0/8) of proxies whose word on the asker's address and on https is taken. */
  readonly proxies?: readonly string[];
  /** False lets everybody ask as often as they like (load tests). */
  readonly limits?: Limits | false;
  /** Told once about every fault, with the request's id. */
  readonly onFault?: (fault: unknown, request: string) => void;
}
