/** The people of a site, or of the platform: who has an account, with which roles. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { heldRoles } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { type PersonSeen, peopleSeen } from '../store/people-seen.ts';
import { reachParameter, visibleSite } from '../store/visible.ts';
import { makeView } from './view.ts';

export interface PeopleInput {
  readonly site?: string;
  readonly unit?: number;
  readonly role?: string;
  readonly state?: string;
  /** Part of the name, the sign-in name or the phone. */
  readonly text?: string;
  readonly after?: string;
  readonly limit?: number;
}

export interface People {
  readonly rows: readonly PersonSeen[];
  readonly next?: string;
}

const perPage = 50;

export const people = makeView<PeopleInput, People>(
  { view: 'people', says: '管得到的人员：姓名、登录名、角色、账号状态' },
  {
    type: 'object',
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      unit: { type: 'integer', minimum: 1 },
      role: { enum: heldRoles },
      state: { enum: ['invited', 'active', 'left'] },
      text: { type: 'string', minLength: 1, maxLength: 64 },
      after: { type: 'string', pattern: '^\\d{1,15}$' },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
    },
  },
  async (client, actor, { after = '0', limit = perPage, ...asked }) => {
    if (asked.site !== undefined) {
      const site = await visibleSite(client, actor, 'person.read', asked.site);
      if (!site.ok) return site;
    }
    const sites = reachParameter(actor, 'person.read');
    if (sites?.length === 0) return refuse('forbidden', [problem('forbidden', '您没有查看人员的权限')]);
    const found = await peopleSeen(client, { ...asked, sites, after: Number(after), limit: limit + 1, day: officeDay(new Date()) });
    const rows = found.slice(0, limit);
    return accept({ rows, ...(found.length > limit ? { next: String(rows.at(-1)?.id) } : {}) });
  },
);
