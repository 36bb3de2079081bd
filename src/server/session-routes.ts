/** Signing in and out: the only routes that set or take the cookie. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../actions/action.ts';
import type { Actor } from '../domain/permission.ts';

export function mountSessions(_app: FastifyInstance, _door: object): void {}
export const sessionRenewal =
  (_platform: Platform) =>
  async (_r: FastifyRequest, _p: FastifyReply, _a: Actor, _h: Buffer): Promise<void> => {};
