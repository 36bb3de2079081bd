/** One person: roles, and what the one who looks may do about them. */
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { keepingFindings, leavingFindings, powerFindings } from '../domain/people/appointment.ts';
import { type HeldRole, heldRoles, mayIn, rolePlaces } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { appointmentsOf, endedLast, powersSituation } from '../store/appointments.ts';
import { type PersonSeen, peopleSeen } from '../store/people-seen.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { onConnection } from '../store/transaction.ts';
import { reachParameter, visibleSite } from '../store/visible.ts';
import { makeView } from './view.ts';

export interface PersonInput {
  readonly person: number;
  /** The site in whose name one looks. */
  readonly site?: string;
}

export interface PersonPage {
  readonly person: PersonSeen;
  /** Edit, reset: why not, in sentences; empty where one may. */
  readonly keeping: readonly string[];
  /** The same of closing the account. */
  readonly leaving: readonly string[];
  /** The roles that one may give or take back here. */
  readonly appointable: readonly HeldRole[];
}

export const person = makeView<PersonInput, PersonPage>(
  { view: 'person', says: '一个人的账号和角色，以及看的人能对他办的事' },
  {
    type: 'object',
    required: ['person'],
    additionalProperties: false,
    properties: { person: { type: 'integer', minimum: 1 }, site: { type: 'string', minLength: 1 } },
  },
  async (client, actor, { person: id, site }) => {
    if (site !== undefined) {
      const seen = await visibleSite(client, actor, 'person.read', site);
      if (!seen.ok) return seen;
    }
    const now = new Date();
    const day = officeDay(now);
    const sites = reachParameter(actor, 'person.read');
    const [row] = await peopleSeen(client, { sites, site: sites === null ? undefined : site, person: id, after: 0, limit: 1, day });
    if (!row) return refuse('not-found', [problem('unknown-person', '没有这个人，或者您看不到', 'person')]);
    const db = onConnection(client);
    const { people: settings } = await loadPlatformSettings(db);
    const situation = await powersSituation(db, day, settings.separation);
    const asked = { id, held: await appointmentsOf(db, id, day) };
    const manages = mayIn(actor, 'person.manage', site);
    const said = (findings: readonly Finding[]) => (manages ? findings.map(({ message }) => message) : ['您不管理账号']);
    const keeping = said(keepingFindings(actor, asked, situation));
    const leaving = said(leavingFindings(actor, { ...asked, ended: await endedLast(client, id, now) }, situation));
    const appointable = heldRoles.filter((role) => {
      const place = rolePlaces[role] === 'platform' ? undefined : site;
      if ((place === undefined) !== (rolePlaces[role] === 'platform') || !mayIn(actor, 'person.appoint', place)) return false;
      return powerFindings(actor, asked, { role, site: place ?? null }, situation).length === 0;
    });
    return accept({ person: row, keeping, leaving, appointable });
  },
);
