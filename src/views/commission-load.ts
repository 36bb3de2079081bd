/** How many commissions each unit has open, before the office asks it for one more. */
import { crowded } from '../domain/commission/place.ts';
import { readSettings } from '../domain/organisation/settings.ts';
import { accept } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { openStates } from '../store/commissions.ts';
import { loadSettings } from '../store/site-settings.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface AskableUnit {
  readonly id: number;
  readonly name: string;
  readonly group: string;
  /** Commissions that are not answered. */
  readonly open: number;
  /** One more is more than the site finds reasonable. */
  readonly crowded: boolean;
}
export interface CommissionLoad {
  readonly site: VisibleSite;
  /** More at once are too many. */
  readonly atOnce: number;
  readonly units: readonly AskableUnit[];
}

export const commissionLoad = makeView<{ readonly site: string }, CommissionLoad>(
  { view: 'commission-load', says: '各单位手上有几件没有交稿的约稿，约稿前看' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await visibleSite(client, actor, 'commission.place', site);
    if (!seen.ok) return seen;
    const { commissionsAtOnce: atOnce } = readSettings((await loadSettings(client, site))?.body);
    const found = await client.query<Omit<AskableUnit, 'crowded'>>(
      `select u.id, u.name, u.group_name as "group", coalesce(o.open, 0) as open from units u
       left join (select unit_id, count(*) as open from commission_tasks where site_id = $1 and state in ${openStates} group by unit_id) o on o.unit_id = u.id
       where u.site_id = $1 and (u.active_from is null or u.active_from <= $2::date) and (u.active_to is null or u.active_to >= $2::date)
         and (u.merged_on is null or u.merged_on > $2::date) order by u.position, u.id`,
      [site, officeDay(new Date())],
    );
    const units = found.rows.map((unit) => ({ ...unit, crowded: crowded(unit.open + 1, atOnce) }));
    return accept({ site: seen.value, atOnce, units });
  },
);
