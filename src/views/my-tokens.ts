/** The API tokens I answer for, and what I could lend to another. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { lendable } from '../domain/people/token.ts';
import type { Capability } from '../domain/permission.ts';
import { type TokenSeen, tokensSeen } from '../store/tokens-seen.ts';
import { makeView } from './view.ts';

export interface MyTokens {
  readonly rows: readonly TokenSeen[];
  readonly next?: string;
  readonly lendable: Readonly<Record<string, readonly Capability[]>>;
}

const perPage = 50;

export const myTokens = makeView<{ readonly after?: string; readonly limit?: number }, MyTokens>(
  { view: 'my-tokens', says: '由本人负责的接口令牌，以及还能把哪些权限给接口程序' },
  {
    type: 'object',
    additionalProperties: false,
    properties: { after: { type: 'string', pattern: '^\\d{1,15}$' }, limit: { type: 'integer', minimum: 1, maximum: 200 } },
  },
  async (client, actor, { after, limit = perPage }) => {
    const { person } = actor;
    if (person === undefined) return refuse('not-found', [problem('no-account', '您没有登录')]);
    const found = await tokensSeen(client, {
      person,
      before: after === undefined ? Number.MAX_SAFE_INTEGER : Number(after),
      limit: limit + 1,
    });
    const rows = found.slice(0, limit);
    const sites = [...new Set(actor.grants.flatMap(({ site }) => site ?? []))];
    return accept({
      rows,
      ...(found.length > limit ? { next: String(rows.at(-1)?.id) } : {}),
      lendable: Object.fromEntries(sites.map((site) => [site, lendable(actor, site)]).filter(([, open]) => open?.length)),
    });
  },
);
