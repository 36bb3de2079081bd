/** What lies with a person in a site: what was written and is not finished, what was claimed, what waits for a signature. */
import type pg from 'pg';

export const openKinds = ['draft', 'returned', 'on-the-way', 'claimed', 'to-review'] as const;
/** 草稿 · 退回待改 · 已报送、审核中 · 领办 · 待本人所在单位审核. */
export type OpenKind = (typeof openKinds)[number];

export interface OpenItem {
  readonly kind: OpenKind;
  readonly id: number;
  readonly title: string;
  readonly unit: number;
  readonly unitName: string;
  readonly state: string;
  /** ISO 8601. */
  readonly changedAt: string | null;
}

/** SQL: the items of a person ($2) in a site ($1), each with its kind; a reviewer's are those waiting in the units the roles reach on the day ($3). */
const openSql = `
  with recursive tree as (
    select r.unit_id as unit from person_roles r
      where r.site_id = $1 and r.person_id = $2 and r.role = 'reviewer' and r.withdrawn_at is null
        and r.from_on <= $3::date and (r.to_on is null or r.to_on >= $3::date)
    union
    select u.id from tree t cross join lateral (
      select id from units where site_id = $1 and parent_id = t.unit
      union all select id from units where site_id = $1 and merged_into = t.unit and merged_on <= $3::date) u),
  open as (
    select case s.state when 'draft' then 'draft' when 'returned' then 'returned' else 'on-the-way' end as kind, s.id
      from submissions s where s.site_id = $1 and s.author_id = $2 and s.state in ('draft', 'returned', 'in-review', 'submitted')
    union all
    select 'claimed', s.id from submissions s
      where s.site_id = $1 and s.claimed_by = $2 and s.state in ('submitted', 'adopted')
    union all
    select 'to-review', s.id from submissions s join tree t on t.unit = s.unit_id
      where s.site_id = $1 and s.state = 'in-review' and s.author_id <> $2
        and (s.people is null or $2::bigint = any(s.people)))`;

export interface OpenAsked {
  readonly site: string;
  readonly person: number;
  readonly day: string;
}

/** The open items that lie within `reached` (a condition on `s`, as `rowsReached` gives it), the first `limit`. */
export async function openWork(
  client: pg.ClientBase,
  {
    site,
    person,
    day,
    limit,
    reached,
  }: OpenAsked & { readonly limit: number; readonly reached: (bind: (value: unknown) => string) => string },
): Promise<readonly OpenItem[]> {
  const values: unknown[] = [site, person, day, limit];
  const where = reached((value) => `$${values.push(value)}`);
  const found = await client.query<Omit<OpenItem, 'unitName' | 'changedAt'> & { unit_name: string; changed_at: Date | null }>(
    `${openSql} select o.kind, s.id, s.title, s.unit_id as unit, u.name as unit_name, s.state, s.changed_at
     from open o join submissions s on s.site_id = $1 and s.id = o.id join units u on u.site_id = $1 and u.id = s.unit_id
     where ${where} order by array_position(array['draft', 'returned', 'on-the-way', 'claimed', 'to-review'], o.kind), s.id limit $4`,
    values,
  );
  return found.rows.map(({ unit_name: unitName, changed_at: changedAt, ...row }) => ({
    ...row,
    unitName,
    changedAt: changedAt?.toISOString() ?? null,
  }));
}

/** How much of each kind, whatever its number. */
export async function openCounts(client: pg.ClientBase, asked: OpenAsked): Promise<Readonly<Record<OpenKind, number>>> {
  const found = await client.query<{ kind: OpenKind; count: number }>(
    `${openSql} select kind, count(*)::int as count from open group by kind`,
    [asked.site, asked.person, asked.day],
  );
  const counts = new Map(found.rows.map(({ kind, count }) => [kind, count]));
  return Object.fromEntries(openKinds.map((kind) => [kind, counts.get(kind) ?? 0])) as Record<OpenKind, number>;
}

export interface Moved {
  readonly id: number;
  readonly state: string;
}

/**
 * Gives what somebody wrote and has not finished to a successor: drafts and returned items, and what is on its way unless the successor
 * has put a name to it as reviewer or officer (nobody may stand on both sides of an item).
 */
export async function moveAuthorship(
  client: pg.ClientBase,
  asked: { readonly site: string; readonly from: number; readonly to: number; readonly now: Date },
): Promise<readonly Moved[]> {
  const moved = await client.query<Moved>(
    `update submissions s set author_id = $3, version = version + 1, changed_at = $4
     where s.site_id = $1 and s.author_id = $2 and s.state in ('draft', 'returned', 'in-review', 'submitted')
       and not exists (select from submission_signatures g where g.site_id = s.site_id and g.submission_id = s.id and g.person_id = $3)
       and s.claimed_by is distinct from $3
     returning s.id, s.state`,
    [asked.site, asked.from, asked.to, asked.now],
  );
  return [...moved.rows].sort((a, b) => a.id - b.id);
}

/** Gives what somebody claimed to a successor who did not write it; what the successor wrote goes back to the queue. */
export async function moveClaims(
  client: pg.ClientBase,
  asked: { readonly site: string; readonly from: number; readonly to: number; readonly now: Date },
): Promise<readonly Moved[]> {
  const moved = await client.query<Moved>(
    `update submissions s set claimed_by = case when s.author_id = $3 then null else $3::bigint end,
       claimed_at = case when s.author_id = $3 then null else $4::timestamptz end, version = version + 1
     where s.site_id = $1 and s.claimed_by = $2 and s.state in ('submitted', 'adopted') returning s.id, s.state`,
    [asked.site, asked.from, asked.to, asked.now],
  );
  return [...moved.rows].sort((a, b) => a.id - b.id);
}

/** Puts what somebody claimed in a site back into the queue. */
export async function releaseClaims(client: pg.ClientBase, site: string, person: number): Promise<readonly Moved[]> {
  const released = await client.query<Moved>(
    `update submissions s set claimed_by = null, claimed_at = null, version = version + 1
     where s.site_id = $1 and s.claimed_by = $2 and s.state in ('submitted', 'adopted') returning s.id, s.state`,
    [site, person],
  );
  return [...released.rows].sort((a, b) => a.id - b.id);
}
