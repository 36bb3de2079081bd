/** `token.make`: a token with which a program acts for its owner in one site, within named capabilities. Shown once. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { lendingFindings } from '../domain/people/token.ts';
import { type Capability, capabilities } from '../domain/permission.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { hashOfSecret } from '../store/secrets.ts';
import { addToken } from '../store/tokens.ts';
import type { Action } from './action.ts';

export interface MakeToken {
  /** What it is for. */
  readonly name: string;
  readonly site: string;
  readonly capabilities: readonly Capability[];
  readonly days: number;
}

export interface TokenMade {
  readonly id: number;
  readonly token: string;
  readonly endsAt: string;
}

export const makeToken: Action<MakeToken, TokenMade> = {
  name: 'token.make',
  says: '给接口程序一个令牌：限一个网站、写明的权限和天数',
  needs: 'account.keep',
  // One's own account; what it may reach in the site is asked below.
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['name', 'site', 'capabilities', 'days'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', pattern: '\\S', maxLength: 80 },
      site: { type: 'string', minLength: 1 },
      capabilities: { type: 'array', minItems: 1, maxItems: 60, items: { enum: capabilities } },
      days: { type: 'integer', minimum: 1, maximum: 1095 },
    },
  },
  async run({ db, actor, now, tools, record }, { name, site, capabilities: wanted, days }): Promise<Outcome<TokenMade>> {
    if (actor.person === undefined) return refuse('wrong-state', [problem('no-account', '只有登录的人才能给接口程序令牌')]);
    const { people: settings } = await loadPlatformSettings(db);
    const findings = lendingFindings(actor, site, wanted);
    if (days > settings.tokenDays) findings.push(problem('too-long', `令牌至多有效 ${settings.tokenDays} 天`, 'days'));
    if (findings.length > 0) return refuse('findings', findings);
    const token = `bct_${Buffer.from(tools.randomBytes(32)).toString('base64url')}`;
    const endsAt = new Date(now.getTime() + days * 86_400_000);
    const open = [...new Set(wanted)];
    const id = await addToken(db, {
      hash: hashOfSecret(token),
      name: name.trim(),
      person: actor.person,
      site,
      capabilities: open,
      now,
      endsAt,
    });
    await record({ thing: 'token', thingId: String(id), to: 'made', detail: { name, site, capabilities: open, days } });
    return accept({ id, token, endsAt: endsAt.toISOString() });
  },
};
