/** The rows that both servers of bench/http answer from: one office, 53 units, submissions of 600 characters over ten years. */
import type pg from 'pg';

export const SITE = 'bench';
export const UNITS = 53;
/** Signed in at once: an editor and a reporter of every unit. */
export const PEOPLE = UNITS + 1;
export const FIRST_DAY = '2026-07-01';
export const LAST_DAY = '2026-09-30';
/** Items of the quarter that is counted: as many as a busy city receives, however many years lie before it. */
const IN_QUARTER = 5000;

const sentence = '为扎实推进基层社会治理，县政务服务局组织业务骨干深入乡镇开展走访调研，面对面听取群众意见，现场协调解决问题。';
/** 600 characters, as the peers were measured with. */
export const BODY = sentence.repeat(Math.ceil(600 / sentence.length)).slice(0, 600);

/** The value of the cookie of person `n` (from 1). */
export const secretOf = (n: number): string => Buffer.from(`bench-session-${String(n).padStart(18, '0')}`).toString('base64url');

/** Fills an empty, migrated database; `owner` has the owner's rights. */
export async function fill(owner: pg.Client, count: number): Promise<void> {
  const run = (sql: string, values: unknown[] = []) => owner.query(sql, values);
  await run(`insert into sites (id, name, recorded_at) values ($1, '某县人民政府网站', now())`, [SITE]);
  await run(
    `insert into units (site_id, key, name, group_name, position, attributes)
     select $1, '第' || n || '单位', '第' || n || '单位', '部门', n, '{}' from generate_series(1, $2::int) n`,
    [SITE, UNITS],
  );
  await run(`insert into sections (site_id, name, position) values ($1, '工作动态', 1)`, [SITE]);
  // Person n reports for unit n; the last one is the editor.
  await run(
    `insert into people (sign_in_name, name, state, password_hash, password_changed_at, recorded_at)
     select 'person' || n, '某' || n, 'active', 'none', now(), now() from generate_series(1, $1::int) n order by n`,
    [PEOPLE],
  );
  await run(
    `insert into person_roles (person_id, role, site_id, unit_id, from_on, given_by, recorded_at)
     select n, 'contributor', $1, n, date '2020-01-01', '终端', now() from generate_series(1, $2::int) n
     union all select $2 + 1, 'editor', $1, null, date '2020-01-01', '终端', now()`,
    [SITE, UNITS],
  );
  for (let n = 1; n <= PEOPLE; n += 1)
    await run(
      `insert into sessions (token_hash, person_id, started_at, seen_at, ends_at, address, agent)
       values (sha256($1::text::bytea), $2, now(), now(), now() + interval '1 day', '127.0.0.1', 'bench')`,
      [secretOf(n), n],
    );
  await run(
    `insert into submissions (site_id, unit_id, source_key, title, recorded_at, state, author_id, section_id, event_on, disclosure,
       text_version, submitted_at, changed_at)
     select $1, (n * 31) % $2 + 1, 'bench:' || n, '第' || n || '件信息：县政务服务局深入乡镇开展走访调研', at,
       (array['submitted', 'published', 'published', 'rejected', 'published', 'submitted', 'in-review', 'published'])[n % 8 + 1],
       (n * 31) % $2 + 1, 1, (at at time zone 'Asia/Shanghai')::date, 'proactive', 1, at, at
     from (select n, case when n > $3 - $4 then timestamptz '2026-10-01 00:00+08' - ($3 - n + 0.5) / $4 * interval '92 days'
         else timestamptz '2026-07-01 00:00+08' - ($3 - $4 - n + 0.5) / ($3 - $4) * interval '3650 days' end as at
       from generate_series(1, $3::int) n) s`,
    [SITE, UNITS, count, Math.min(IN_QUARTER, count / 2)],
  );
  await run(
    `insert into submission_texts (site_id, submission_id, body, content, changed_by, changed_at)
     select site_id, id, '<p>' || $1 || '</p>', '{"source":"县政务服务局","declaredNotSecret":true}', author_id, changed_at from submissions`,
    [BODY],
  );
  await run(
    `insert into submission_versions (site_id, submission_id, number, side, title, body, content, sha256, written_by, written_by_name, recorded_at)
     select s.site_id, s.id, 1, 'unit', s.title, t.body, t.content, encode(sha256(s.id::text::bytea), 'hex'), s.author_id, '某人', s.changed_at
     from submissions s join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id`,
  );
  await run('create schema bare');
  await run(
    `create table bare.items (id bigint generated always as identity primary key, unit_id bigint not null, state text not null, title text not null,
       body text not null, submitted_at timestamptz not null)`,
  );
  await run(
    `insert into bare.items (unit_id, state, title, body, submitted_at)
     select s.unit_id, s.state, s.title, t.body, s.submitted_at from submissions s
     join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id order by s.id`,
  );
  await run('create index on bare.items (unit_id, state, id desc)');
  await run('create index on bare.items (submitted_at, unit_id)');
  await run('grant usage on schema bare to baocaitong_app');
  await run('grant select, insert, update on bare.items to baocaitong_app');
  await run('vacuum analyze');
}
