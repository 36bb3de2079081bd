/** What somebody has open in a site: for the successor, and for whoever hands it over. One's own pack is open to oneself. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { reachOf } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { type OpenItem, type OpenKind, openCounts, openWork } from '../store/open-work.ts';
import { peopleSeen, type RoleSeen } from '../store/people-seen.ts';
import { placedSubmission, rowsReached, visibleSite } from '../store/visible.ts';
import { makeView } from './view.ts';

export interface HandoverPack {
  readonly person: { readonly id: number; readonly name: string };
  /** Roles in the site, in force today or later. */
  readonly roles: readonly RoleSeen[];
  readonly counts: Readonly<Record<OpenKind, number>>;
  /** Those that the one who looks may read, the first 500. */
  readonly items: readonly OpenItem[];
}

const mostItems = 500;

export const handoverPack = makeView<{ readonly site: string; readonly person: number }, HandoverPack>(
  { view: 'handover-pack', says: '一个人在网站里还没办完的事，移交时用' },
  {
    type: 'object',
    required: ['site', 'person'],
    additionalProperties: false,
    properties: { site: { type: 'string', minLength: 1 }, person: { type: 'integer', minimum: 1 } },
  },
  async (client, actor, { site, person }) => {
    const seen = await visibleSite(client, actor, person === actor.person ? 'site.read' : 'person.read', site);
    if (!seen.ok) return seen;
    const asked = { site, person, day: officeDay(new Date()) };
    const everywhere = person !== actor.person && reachOf(actor, 'person.read') === 'all';
    const [row] = await peopleSeen(client, { sites: everywhere ? null : [site], site, person, after: 0, limit: 1, day: asked.day });
    if (!row) return refuse('not-found', [problem('unknown-person', '本网站没有这个人', 'person')]);
    const columns = placedSubmission('s');
    return accept({
      person: { id: row.id, name: row.name },
      roles: row.roles.filter((role) => role.site === site),
      counts: await openCounts(client, asked),
      items: await openWork(client, {
        ...asked,
        limit: mostItems,
        reached: (bind) => rowsReached(actor, 'submission.read', site, columns, bind),
      }),
    });
  },
);
