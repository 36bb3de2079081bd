/** All API tokens, for whoever watches over them. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type TokenSeen, tokensSeen } from '../store/tokens-seen.ts';
import { makeView } from './view.ts';

const perPage = 50;

export const tokens = makeView<
  { readonly person?: number; readonly after?: string; readonly limit?: number },
  { readonly rows: readonly TokenSeen[]; readonly next?: string }
>(
  { view: 'tokens', says: '全部接口令牌：谁负责、有哪些权限、到哪天为止' },
  {
    type: 'object',
    additionalProperties: false,
    properties: {
      person: { type: 'integer', minimum: 1 },
      after: { type: 'string', pattern: '^\\d{1,15}$' },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
    },
  },
  async (client, actor, { person, after, limit = perPage }) => {
    if (!may(actor, 'token.manage')) return refuse('forbidden', [problem('forbidden', '您没有查看全部接口令牌的权限')]);
    const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after);
    const found = await tokensSeen(client, { ...(person === undefined ? {} : { person }), before, limit: limit + 1 });
    const rows = found.slice(0, limit);
    return accept({ rows, ...(found.length > limit ? { next: String(rows.at(-1)?.id) } : {}) });
  },
);
