/** Who received the bulletins: of the last issues how many units signed, of one of them each unit, those that have not first. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { receivesIssue } from '../store/receipts.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface BulletinReceiptsInput {
  readonly site: string;
  /** The newest where not given. */
  readonly bulletin?: number;
}
export interface BulletinReceipts {
  readonly site: VisibleSite;
  readonly issues: readonly {
    readonly bulletin: number;
    readonly year: number;
    readonly number: number;
    readonly title: string;
    readonly units: number;
    readonly signed: number;
  }[];
  /** Null before the first issue. */
  readonly bulletin: number | null;
  readonly units: readonly {
    readonly unit: number;
    readonly name: string;
    readonly group: string;
    readonly signedBy: string | null;
    /** ISO 8601. */
    readonly signedAt: string | null;
  }[];
}

/** So many issues to choose from: two years of months. */
const MOST_ISSUES = 24;

export const bulletinReceipts = makeView<BulletinReceiptsInput, BulletinReceipts>(
  { view: 'bulletin-receipts', says: '各期通报有几个单位签收，一期里谁签收了、谁还没有' },
  { type: 'object', required: ['site'], properties: { site: siteProperty, bulletin: idProperty }, additionalProperties: false },
  async (client, actor, { site, bulletin: asked }) => {
    const seen = await visibleSite(client, actor, 'bulletin.draft', site);
    if (!seen.ok) return seen;
    const issues = await client.query<BulletinReceipts['issues'][number]>(
      `select i.bulletin_id as bulletin, i.issue_year as year, i.issue_number as number, i.document->>'title' as title,
         (select count(*)::int from units u where u.site_id = i.site_id and ${receivesIssue}) as units,
         (select count(*)::int from bulletin_receipts r where r.site_id = i.site_id and r.bulletin_id = i.bulletin_id) as signed
       from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id
       where i.site_id = $1 and b.state = 'issued' order by i.bulletin_id desc limit ${MOST_ISSUES}`,
      [site],
    );
    const bulletin = asked ?? issues.rows[0]?.bulletin ?? null;
    const units = await client.query<Omit<BulletinReceipts['units'][number], 'signedAt'> & { signedAt: Date | null }>(
      `select u.id as unit, u.name, u.group_name as "group", r.signed_by_name as "signedBy", r.signed_at as "signedAt"
       from bulletin_issues i join units u on u.site_id = i.site_id and ${receivesIssue}
       left join bulletin_receipts r on r.site_id = i.site_id and r.bulletin_id = i.bulletin_id and r.unit_id = u.id
       where i.site_id = $1 and i.bulletin_id = $2 order by r.unit_id is not null, u.position, u.id`,
      [site, bulletin],
    );
    if (asked !== undefined && units.rows.length === 0)
      return refuse('not-found', [problem('unknown-bulletin', `${seen.value.name}没有印发过第 ${asked} 号通报`, 'bulletin')]);
    return accept({
      site: seen.value,
      issues: issues.rows,
      bulletin,
      units: units.rows.map(({ signedAt, ...row }) => ({ ...row, signedAt: signedAt?.toISOString() ?? null })),
    });
  },
);
