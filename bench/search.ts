/**
 * Search as a reader asks it, beside the bare query of its tokens and plain `like` over the same texts, at 100,000 items: words of two and
 * more characters, rare and common, by an editor and by a reporter. `npm run bench search`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Actor } from '../src/domain/permission.ts';
import { searchQuery } from '../src/domain/submission/searchable.ts';
import { openDatabase } from '../src/store/database.ts';
import { indexSite } from '../src/store/search.ts';
import { inTransaction } from '../src/store/transaction.ts';
import { search } from '../src/views/search.ts';
import { fill, SITE, UNITS } from './http-rows.ts';
import { type Measured, percentile } from './measured.ts';

const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const ROUNDS = 400;

/** Syllables of place names and of work, so that words are as rare and as common as in an office. */
const places = ['青山', '永兴', '河口', '北川', '石桥', '金沙', '白塔', '新安', '双河', '大营', '南屏', '柳林'];
const works = [
  '防汛',
  '春耕',
  '消防',
  '扶贫',
  '招商',
  '普法',
  '禁毒',
  '植树',
  '清淤',
  '体检',
  '征兵',
  '年报',
  '巡河',
  '助学',
  '信访',
  '防疫',
];
const acts = ['演练', '会议', '督查', '培训', '走访', '调研', '签约', '验收', '慰问', '宣讲'];

/** Texts of about 600 characters that differ: what is said of place, work and act by the item's number. */
async function vary(owner: pg.Client): Promise<void> {
  const pick = (list: readonly string[], by: number): string =>
    `(array[${list.map((one) => `'${one}'`).join(',')}])[1 + (hashtextextended(s.id::text, ${by}) & 1048575)::int % ${list.length}]`;
  const sentence = (by: number): string =>
    `${pick(places, by)} || '镇组织' || ${pick(works, by + 1)} || ${pick(acts, by + 2)} || '，编号' || s.id % 4999 || '，参加人员' || ${pick(places, by + 3)} || '村干部。'`;
  await owner.query(`update submissions s set title = ${pick(places, 1)} || '镇开展' || ${pick(works, 2)} || ${pick(acts, 3)}`);
  await owner.query(
    `update submission_texts t set body = '<p>' || ${[10, 20, 30].map(sentence).join(' || ')} || repeat('县政务服务局组织业务骨干面对面听取群众意见。', 20) || '</p>'
     from submissions s where s.site_id = t.site_id and s.id = t.submission_id`,
  );
  await owner.query(
    `update submission_versions v set title = s.title, body = t.body from submissions s
     join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id where v.site_id = s.site_id and v.submission_id = s.id`,
  );
}

/** What people type: one word, two words, a phrase, a number, what is nowhere. */
const queryOf = (n: number): string => {
  const [place, work, act] = [places[n % places.length], works[n % works.length], acts[n % acts.length]];
  return [work, `${place} ${work}`, `${place}镇开展${work}`, `${work}${act}`, '政务服务局', `编号${(n * 37) % 4999}`, '没有的词', act][
    n % 8
  ] as string;
};

export async function run(): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bct-bench-search-'));
  const database = await openDatabase({ folder });
  const owner = await database.connectOwner();
  try {
    await fill(owner, ITEMS);
    await vary(owner);
    const begun = performance.now();
    const source = { connect: database.pool.connect.bind(database.pool), query: database.pool.query.bind(database.pool) } as never;
    for (let complete = false; !complete; )
      complete = (
        await inTransaction(
          source,
          async () => undefined,
          ({ client }) => indexSite(client, SITE, new Date(), 1000),
        )
      ).complete;
    const indexing = performance.now() - begun;
    await owner.query('vacuum analyze');
    const editor: Actor = { name: '编辑', person: UNITS + 1, grants: [{ role: 'editor', site: SITE }] };
    const reporter: Actor = { name: '某', person: 7, grants: [{ role: 'contributor', site: SITE, unit: 7 }] };
    const [ours, likes, bare]: [number[], number[], number[]] = [[], [], []];
    const time = async (to: number[], ask: () => Promise<unknown>): Promise<void> => {
      const start = performance.now();
      await ask();
      to.push(performance.now() - start);
    };
    for (let n = 0; n < ROUNDS; n += 1) {
      const text = queryOf(n);
      const cut = n % 3 === 2 ? { unit: (n % UNITS) + 1 } : {};
      const asked = async () => {
        const found = await search(database.pool, n % 2 ? editor : reporter, { site: SITE, text, ...cut });
        if (!found.ok) throw new Error(found.code);
      };
      await time(ours, asked);
      await time(bare, () =>
        database.pool.query(
          'select thing_id from search_texts where site_id = $1 and tokens @@ $2::tsquery order by thing_id desc limit 20',
          [SITE, searchQuery(SITE, text)],
        ),
      );
      if (n % 10 === 0)
        await time(likes, () =>
          database.pool.query(
            `select s.id from submissions s join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id
             where s.site_id = $1 and (s.title || t.body) like all ($2) order by s.id desc limit 20`,
            [SITE, text.split(' ').map((word) => `%${word}%`)],
          ),
        );
    }
    const peers = `裸 tsvector ${percentile(bare, 0.95).toFixed(1)} ms，like ${percentile(likes, 0.95).toFixed(0)} ms`;
    const items = `${ITEMS / 10_000} 万件`;
    return [
      {
        name: `检索 p95（${items}，标题和正文，按可见范围，标出字词）`,
        value: percentile(ours, 0.95),
        unit: 'ms',
        peer: peers,
        bound: '≤ 50 ms',
      },
      { name: '检索 p50', value: percentile(ours, 0.5), unit: 'ms' },
      { name: '检索 p99', value: percentile(ours, 0.99), unit: 'ms' },
      { name: `从头建立检索（每秒件数）`, value: (ITEMS / indexing) * 1000, unit: '件/秒' },
    ];
  } finally {
    await owner.end();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
