/** Who could see an item, once sent, were it open to all: whom its author may choose among when it is to be seen by few. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type HeldRole, may, type Placed, roleNames } from '../domain/permission.ts';
import { loadSubmission } from '../store/submissions.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SubmissionPeople {
  readonly people: readonly {
    readonly id: number;
    readonly name: string;
    /** In words. */
    readonly roles: readonly string[];
    /** The author and whoever asks are always among those who see it. */
    readonly always: boolean;
  }[];
}

interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly role: HeldRole;
  readonly unit: number | null;
}

export const submissionPeople = makeView<{ readonly site: string; readonly submission: number }, SubmissionPeople>(
  { view: 'submission-people', says: '限定查看范围时可以挑选的人员' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission }) => {
    const item = await loadSubmission(client, site, submission);
    if (!item || !may(actor, 'submission.discuss', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    const found = await client.query<RoleRow>(
      `with recursive above as (
         select $2::bigint as id
         union select p.parent_id from units p join above on p.site_id = $1 and p.id = above.id where p.parent_id is not null)
       select h.id, h.name, r.role, r.unit_id as unit from person_roles r join people h on h.id = r.person_id
       where r.site_id = $1 and h.state = 'active' and r.withdrawn_at is null and r.from_on <= (now() at time zone 'Asia/Shanghai')::date
         and (r.to_on is null or r.to_on >= (now() at time zone 'Asia/Shanghai')::date) and (r.unit_id is null or r.unit_id in (select id from above))
       order by r.unit_id is null, h.name, h.id, r.role`,
      [site, item.unit],
    );
    const { author, units } = item;
    const open: Placed = { site, units, ...(author === undefined ? {} : { author }) };
    const people = new Map<number, { id: number; name: string; roles: string[]; always: boolean }>();
    for (const { id, name, role, unit } of found.rows) {
      // Whoever holds a role in a unit above reaches what lies below it.
      const grant = { role, site, ...(unit === null ? {} : { unit, below: [unit, item.unit] }) };
      if (!may({ name, person: id, grants: [grant] }, 'submission.read', open)) continue;
      const person = people.get(id) ?? { id, name, roles: [], always: id === author || id === actor.person };
      person.roles.push(roleNames[role]);
      people.set(id, person);
    }
    return accept({ people: [...people.values()] });
  },
);
