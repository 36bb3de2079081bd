/** The units of a site in directory order; `parent` makes them a tree. Who serves in them is told to those who may see people. */
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ShownUnit {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly parent: number | null;
  readonly group: string;
  readonly class: string | null;
  readonly own: boolean;
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
  readonly mergedInto: number | null;
  readonly mergedOn: string | null;
  readonly aliases: readonly string[];
  readonly former: readonly { readonly name: string; readonly from: string | null; readonly to: string | null }[];
  /** People with a role in it today; null where the one who looks may not see people. */
  readonly contributors: number | null;
  readonly reviewers: number | null;
}
export interface Units {
  readonly site: VisibleSite;
  readonly units: readonly ShownUnit[];
  /** Groups and classes that are in use. */
  readonly groups: readonly string[];
  readonly classes: readonly string[];
}

export const units = makeView<{ readonly site: string }, Units>(
  { view: 'units', says: '网站的报送单位：上下级、分组、类别、名称和起止日期' },
  { type: 'object', required: ['site'], properties: { site: siteProperty }, additionalProperties: false },
  async (client, actor, { site }) => {
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const serving = (role: string): string => `case when $3 then (select count(distinct r.person_id)::int from person_roles r
        join people p on p.id = r.person_id and p.state <> 'left' where r.site_id = u.site_id and r.unit_id = u.id and r.role = '${role}'
          and r.withdrawn_at is null and r.from_on <= $2::date and (r.to_on is null or r.to_on >= $2::date)) end`;
    const found = await client.query<ShownUnit>(
      `select u.id, u.key, u.name, u.parent_id as parent, u.group_name as "group", u.class, u.own, u.active_from as "activeFrom",
         u.active_to as "activeTo", u.merged_into as "mergedInto", u.merged_on as "mergedOn",
         coalesce((select array_agg(n.name order by n.name) from unit_names n
           where n.site_id = u.site_id and n.unit_id = u.id and n.kind = 'alias'), '{}') as aliases,
         coalesce((select json_agg(json_build_object('name', n.name, 'from', n.used_from, 'to', n.used_to) order by n.used_to, n.name)
           from unit_names n where n.site_id = u.site_id and n.unit_id = u.id and n.kind = 'former'), '[]') as former,
         ${serving('contributor')} as contributors, ${serving('reviewer')} as reviewers
       from units u where u.site_id = $1 order by u.position, u.id`,
      [site, officeDay(new Date()), may(actor, 'person.read', { site })],
    );
    const distinct = (values: readonly (string | null)[]): readonly string[] => [...new Set(values)].flatMap((one) => one || []);
    return accept({
      site: seen.value,
      units: found.rows,
      groups: distinct(found.rows.map(({ group }) => group)),
      classes: distinct(found.rows.map((unit) => unit.class)),
    });
  },
);
