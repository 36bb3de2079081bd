/** The bound: Fastify and pg with the plainest SQL there is; no person, no permission, no history. A process of its own. */
import Fastify from 'fastify';
import { openDatabase } from '../src/store/database.ts';

const database = await openDatabase({ url: process.argv[2] as string }, { migrate: false, connections: 20 });
const { pool } = database;
const app = Fastify();
app.post('/items', async (request) => {
  const { unit, title, body } = request.body as { unit: number; title: string; body: string };
  const made = await pool.query({
    name: 'create',
    text: `insert into bare.items (unit_id, state, title, body, submitted_at) values ($1, 'draft', $2, $3, now()) returning id`,
    values: [unit, title, body],
  });
  return made.rows[0];
});
app.get('/items', async (request) => {
  const { unit, state, after = String(Number.MAX_SAFE_INTEGER) } = request.query as Record<string, string>;
  const found = await pool.query({
    name: 'list',
    text: `select id, unit_id, state, title, submitted_at from bare.items where unit_id = $1 and state = $2 and id < $3 order by id desc limit 20`,
    values: [unit, state, after],
  });
  return { rows: found.rows };
});
/** The same page with the columns and names that our queue shows, from our tables. */
app.get('/queue', async (request) => {
  const { unit, state } = request.query as Record<string, string>;
  const found = await pool.query({
    name: 'queue',
    text: `select s.id, s.version, s.title, s.kind, s.state, s.unit_id, u.name as unit_name, a.name as author_name, k.name as section_name,
        s.event_on, s.urgent, s.level, s.levels, c.name as claimed_name, s.reason, s.paper_on, s.submitted_at, s.decided_at, s.changed_at
      from (select * from submissions where site_id = 'bench' and unit_id = $1 and state = $2 and state <> 'recorded' order by id desc limit 20) s
        left join units u on u.site_id = s.site_id and u.id = s.unit_id left join people a on a.id = s.author_id
        left join people c on c.id = s.claimed_by left join sections k on k.site_id = s.site_id and k.id = s.section_id order by s.id desc`,
    values: [unit, state],
  });
  return { rows: found.rows };
});
app.get('/pages', async (request) => {
  const { unit, state, page } = request.query as Record<string, string>;
  const found = await pool.query({
    name: 'page',
    text: `select id, unit_id, state, title, submitted_at from bare.items where unit_id = $1 and state = $2 order by id desc limit 20 offset $3`,
    values: [unit, state, (Number(page) - 1) * 20],
  });
  return { rows: found.rows };
});
app.get('/items/:id', async (request) => {
  const found = await pool.query({
    name: 'one',
    text: 'select * from bare.items where id = $1',
    values: [(request.params as { id: string }).id],
  });
  return found.rows[0];
});
app.post('/items/:id/step', async (request) => {
  const { from, to } = request.body as { from: string; to: string };
  const moved = await pool.query({
    name: 'step',
    text: 'update bare.items set state = $3 where id = $1 and state = $2',
    values: [(request.params as { id: string }).id, from, to],
  });
  return { moved: moved.rowCount };
});
/** The rows that ours writes for a new item: into our tables, with their references, in one statement; no question asked before. */
app.post('/drafts', async (request) => {
  const { unit, title, body } = request.body as { unit: number; title: string; body: string };
  const made = await pool.query({
    name: 'draft',
    text: `with made as (insert into submissions (site_id, unit_id, source_key, title, recorded_at, state, author_id, section_id, event_on, disclosure, changed_at)
        values ('bench', $1::bigint, 'bare:' || gen_random_uuid(), $2, now(), 'draft', $1::bigint, 1, '2026-09-30', 'proactive', now()) returning id),
      written as (insert into submission_texts (site_id, submission_id, body, content, changed_by, changed_at)
        select 'bench', id, $3, '{"source":"县政务服务局","declaredNotSecret":true}', $1::bigint, now() from made),
      told as (insert into history (site_id, thing, thing_id, step, to_state, by_actor, by_person, at)
        select 'bench', 'submission', id::text, 'submission.draft', 'draft', '某', $1::bigint, now() from made)
      select id from made`,
    values: [unit, title, body],
  });
  return made.rows[0];
});
app.post('/claims/:id', async (request) => {
  const moved = await pool.query({
    name: 'claim',
    text: `with moved as (update submissions set version = version + 1, changed_at = now(), claimed_by = 1, claimed_at = now()
        where site_id = 'bench' and id = $1 and state = 'submitted' returning id)
      insert into history (site_id, thing, thing_id, step, from_state, to_state, by_actor, by_person, at)
      select 'bench', 'submission', id::text, 'submission.claim', 'submitted', 'submitted', '某', 1, now() from moved`,
    values: [(request.params as { id: string }).id],
  });
  return { moved: moved.rowCount };
});
app.get('/counts', async (request) => {
  const { from, to } = request.query as Record<string, string>;
  const found = await pool.query({
    name: 'counts',
    text: `select unit_id, count(*) as submitted, count(*) filter (where state = 'published') as adopted from bare.items
      where submitted_at >= $1::date and submitted_at < $2::date + 1 group by unit_id order by unit_id`,
    values: [from, to],
  });
  return { rows: found.rows };
});
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${address}\n`);
process.once('SIGTERM', async () => {
  await app.close();
  await database.close();
  process.exit();
});
