/** What the server is given. */
import type { Platform } from '../actions/action.ts';
import type { Actor } from '../domain/permission.ts';

export interface ServerOptions {
  readonly platform: Pick<Platform, 'pool'>;
  /** Who looks. There is no sign-in yet: whoever reaches the loopback port of this machine is this actor. */
  readonly actor: Actor;
  /** Bytes of a rendered document by their SHA-256. */
  readonly file: (sha256: string) => Promise<Uint8Array>;
  /** Told once about every fault, with the request's id. */
  readonly onFault?: (fault: unknown, request: string) => void;
}
