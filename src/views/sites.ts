/** The sites an actor may see, each with its issued bulletins and the periods that have facts. */
import type pg from 'pg';
import { dayFrom, type Period, windowOf } from '../domain/calendar/day.ts';
import { accept } from '../domain/outcome.ts';
import { type VisibleSite, visibleSite, visibleSites } from '../store/visible.ts';
import { periodOf } from './issue-of-period.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { makeView } from './view.ts';

export interface SitesInput {
  /** Only this site. */
  readonly site?: string;
  /** The page after this site. */
  readonly after?: string;
}

export interface SiteIssue {
  readonly bulletin: number;
  readonly period: NamedPeriod;
  readonly year: number;
  readonly number: number;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
  readonly title: string;
  /** A notice that passes on another office's bulletin: it has no figures of its own. */
  readonly forwards: boolean;
  readonly superseded: boolean;
}
export interface SiteYear {
  readonly year: NamedPeriod;
  readonly quarters: readonly NamedPeriod[];
  readonly months: readonly NamedPeriod[];
}
export interface SiteSeen extends VisibleSite {
  readonly units: number;
  readonly rulebook: { readonly name: string; readonly from: string } | null;
  /** The latest 20. */
  readonly issues: readonly SiteIssue[];
  /** Years with facts, the latest first; their quarters and months that have any. */
  readonly years: readonly SiteYear[];
}
export interface Sites {
  readonly sites: readonly SiteSeen[];
  readonly next: string | null;
}

const sitesPerPage = 100;
const issuesShown = 20;
const text = { type: 'string', minLength: 1 } as const;

export const sites = makeView<SitesInput, Sites>(
  { view: 'sites', says: '看得到的网站、已印发的通报和有数字的时段' },
  { type: 'object', properties: { site: text, after: text }, additionalProperties: false },
  async (client, actor, input) => {
    let seen: readonly VisibleSite[];
    if (input.site === undefined) {
      seen = await visibleSites(client, actor, 'fact.read', {
        limit: sitesPerPage + 1,
        ...(input.after === undefined ? {} : { after: input.after }),
      });
    } else {
      const one = await visibleSite(client, actor, 'fact.read', input.site);
      if (!one.ok) return one;
      seen = [one.value];
    }
    const page = seen.slice(0, sitesPerPage);
    const ids = page.map((site) => site.id);
    const [heads, issues, months] = [await headsOf(client, ids), await issuesOf(client, ids), await monthsOf(client, ids)];
    return accept({
      sites: page.map((site) => ({
        ...site,
        units: heads.get(site.id)?.units ?? 0,
        rulebook: heads.get(site.id)?.rulebook ?? null,
        issues: issues.get(site.id) ?? [],
        years: yearsOf(months.get(site.id) ?? []),
      })),
      next: seen.length > sitesPerPage ? (page.at(-1)?.id ?? null) : null,
    });
  },
);

async function headsOf(client: pg.ClientBase, ids: readonly string[]) {
  const found = await client.query<{ id: string; units: number; name: string | null; starts_on: string | null }>(
    `select s.id, (select count(*) from units u where u.site_id = s.id) as units, r.name, r.starts_on
     from sites s left join lateral (select name, starts_on from rulebooks where site_id = s.id order by starts_on desc limit 1) r on true
     where s.id = any($1)`,
    [ids],
  );
  return new Map(
    found.rows.map((row) => [
      row.id,
      { units: row.units, rulebook: row.name === null ? null : { name: row.name, from: row.starts_on ?? '' } },
    ]),
  );
}

interface IssueRow {
  readonly site_id: string;
  readonly bulletin_id: number;
  readonly issue_year: number;
  readonly issue_number: number;
  readonly document_number: string | null;
  readonly issued_on: string | null;
  readonly period_from: string;
  readonly period_to: string;
  readonly title: string;
  readonly forwards: boolean;
  readonly superseded: boolean;
}

async function issuesOf(client: pg.ClientBase, ids: readonly string[]): Promise<Map<string, SiteIssue[]>> {
  const found = await client.query<IssueRow>(
    `select i.* from unnest($1::text[]) as s(id) cross join lateral (
       select i.site_id, i.bulletin_id, i.issue_year, i.issue_number, i.document_number, i.issued_on, i.period_from, i.period_to,
         i.document->>'title' as title, i.rulebook_id is null as forwards, b.state = 'superseded' as superseded
       from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id
       where i.site_id = s.id order by i.period_to desc, i.issue_year desc, i.issue_number desc limit ${issuesShown}) i`,
    [ids],
  );
  const issues = new Map<string, SiteIssue[]>();
  for (const row of found.rows) {
    const list = issues.get(row.site_id) ?? [];
    issues.set(row.site_id, list);
    list.push({
      bulletin: row.bulletin_id,
      period: namedPeriod(periodOf({ from: row.period_from, to: row.period_to })),
      year: row.issue_year,
      number: row.issue_number,
      documentNumber: row.document_number,
      issuedOn: row.issued_on,
      title: row.title,
      forwards: row.forwards,
      superseded: row.superseded,
    });
  }
  return issues;
}

/** Months that have facts, by leaps through the index of days: one look-up for each month, however many facts it has. */
async function monthsOf(client: pg.ClientBase, ids: readonly string[]): Promise<Map<string, string[]>> {
  const day = 'coalesce(f.published_on, f.fact_on)';
  const found = await client.query<{ site_id: string; month: string }>(
    `with recursive months as (
       select s.id as site_id, (select date_trunc('month', ${day})::date from facts f
         where f.site_id = s.id and ${day} > '-infinity' and ${day} < 'infinity' order by ${day} limit 1) as month
       from unnest($1::text[]) as s(id)
       union all
       select m.site_id, (select date_trunc('month', ${day})::date from facts f
         where f.site_id = m.site_id and ${day} >= (m.month + interval '1 month')::date and ${day} < 'infinity' order by ${day} limit 1)
       from months m where m.month is not null
     ) select site_id, month from months where month is not null order by site_id, month desc limit 20000`,
    [ids],
  );
  const months = new Map<string, string[]>();
  for (const { site_id, month } of found.rows) months.set(site_id, [...(months.get(site_id) ?? []), month]);
  return months;
}

/** Months, the latest first, under their quarters and years. */
function yearsOf(months: readonly string[]): SiteYear[] {
  const years = new Map<number, { year: Period; quarters: Map<number, Period>; months: Period[] }>();
  for (const text of months) {
    const day = dayFrom(text) ?? 0;
    const year = windowOf('year', day);
    const held = years.get(year.from) ?? { year, quarters: new Map<number, Period>(), months: [] };
    years.set(year.from, held);
    const quarter = windowOf('quarter', day);
    held.quarters.set(quarter.from, quarter);
    held.months.push(windowOf('month', day));
  }
  const inOrder = (a: Period, b: Period): number => a.from - b.from;
  return [...years.values()].map((held) => ({
    year: namedPeriod(held.year),
    quarters: [...held.quarters.values()].sort(inOrder).map(namedPeriod),
    months: held.months.sort(inOrder).map(namedPeriod),
  }));
}
