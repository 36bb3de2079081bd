import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { draftBulletin } from '../../src/actions/draft-bulletin.ts';
import { issueBulletin } from '../../src/actions/issue-bulletin.ts';
import { sealHistory } from '../../src/actions/seal-history.ts';
import { UsageError } from '../../src/cli/command.ts';
import { historyCommand } from '../../src/cli/history.ts';
import { setUpFrom } from '../../src/cli/site.ts';
import { asRead } from '../../src/domain/document.ts';
import { printedHead } from '../../src/domain/history/head.ts';
import { type Actor, programActor, terminalActor } from '../../src/domain/permission.ts';
import { verify } from '../../src/domain/verification/verify.ts';
import { sealHistories } from '../../src/jobs/seal-history.ts';
import { addHistory } from '../../src/store/history.ts';
import { inTransaction, lockSite, type Transaction } from '../../src/store/transaction.ts';
import { type HistoryVerificationInput, historyVerification } from '../../src/views/history-verification.ts';
import { issueContent } from '../../src/views/issue-content.ts';
import { unsealedHistories } from '../../src/views/unsealed-histories.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from '../views/offices.ts';

let world: World;
let platform: Platform;
let owner: pg.Client;
let now = new Date('2024-02-05T01:00:00.123Z');
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => now);
  owner = await world.database.connectOwner();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

let made = 0;
/** A site without history. */
async function newSite(): Promise<string> {
  made += 1;
  const site = `sealed-${made}`;
  await world.db.insertInto('sites').values({ id: site, name: '某县政府网站', recorded_at: now }).execute();
  return site;
}

async function addLines(site: string, count: number, thing = 'submission'): Promise<void> {
  const lines = Array.from({ length: count }, (_, index) => ({
    site,
    thing,
    thingId: String(index),
    step: 'submission.submit',
    by: '张三',
    reason: `第${index}条\n“引号”\\`,
    detail: { 数: 1.5, 空: null },
    at: now,
  }));
  await inTransaction(
    platform.pool,
    ({ client }) => lockSite(client, site, false),
    ({ client }) => addHistory(client, lines),
  );
}

const seal = (site: string) => perform(platform, programActor, sealHistory, { site });
const verifyAll = async (input: HistoryVerificationInput) =>
  accepted(await historyVerification(platform.pool, terminalActor, input, platform.tools.sha256));
async function verifySite(site: string) {
  const [history] = (await verifyAll({ site })).histories;
  if (!history) throw new Error('no history');
  return history;
}
const kindsOf = async (site: string) => (await verifySite(site)).findings.map(({ kind }) => kind);

/** A site with ten lines in seals of three, three and four. */
async function sealedSite(): Promise<{ readonly site: string; readonly ids: readonly number[] }> {
  const site = await newSite();
  for (const count of [3, 3, 4]) {
    await addLines(site, count);
    accepted(await seal(site));
  }
  const { rows } = await owner.query<{ id: number }>('select id from history where site_id = $1 order by id', [site]);
  return { site, ids: rows.map(({ id }) => id) };
}

describe('sealing', () => {
  it('covers all lines since the last seal, and there is nothing to do twice', async () => {
    const site = await newSite();
    await addLines(site, 5);
    expect(accepted(await seal(site))).toMatchObject({ lines: 5, complete: true });
    expect(await seal(site)).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'nothing-to-seal' }] });
    await addLines(site, 2);
    const before = await verifySite(site);
    expect(before).toMatchObject({ intact: true, seals: 1, lines: 5, unsealed: { lines: 2, since: now.toISOString() } });
    const { head } = accepted(await seal(site));
    expect(await verifySite(site)).toMatchObject({ intact: true, seals: 2, lines: 7, head, unsealed: { lines: 0, since: null } });
  });

  it('cuts what is long into seals of a thousand lines', async () => {
    const site = await newSite();
    await addLines(site, 2345);
    accepted(await seal(site));
    expect(await verifySite(site)).toMatchObject({ intact: true, seals: 3, lines: 2345 });
  });

  it('is for the program alone', async () => {
    const site = await newSite();
    await addLines(site, 1);
    const head: Actor = { name: '负责人', grants: [{ role: 'head', site }] };
    expect(await perform(platform, head, sealHistory, { site })).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('is done by the job for every site with unsealed lines and for the platform itself', async () => {
    const [one, two, three] = [await newSite(), await newSite(), await newSite()];
    await addLines(one, 2);
    await addLines(two, 3);
    await addLines('', 4, 'person');
    const unsealed = await unsealedHistories(platform.pool);
    expect(unsealed).toEqual(expect.arrayContaining(['', one, two]));
    expect(unsealed).not.toContain(three);
    expect(await sealHistories(platform)).toBeGreaterThanOrEqual(9);
    expect(await unsealedHistories(platform.pool)).toEqual([]);
    expect(await sealHistories(platform)).toBe(0);
    expect(await verifySite('')).toMatchObject({ intact: true, unsealed: { lines: 0 } });
  });

  it('waits for the actions of the site that are under way, so that no line comes behind its back', async () => {
    const site = await newSite();
    await addLines(site, 1);
    let sealing: Promise<unknown> | undefined;
    let done = false;
    const holding = ({ client }: Transaction) => lockSite(client, site, false);
    await inTransaction(platform.pool, holding, async ({ client }) => {
      sealing = seal(site).then(() => {
        done = true;
      });
      const waits = `select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
      while ((await owner.query(waits)).rowCount === 0) await new Promise((next) => setTimeout(next, 5));
      expect(done).toBe(false);
      await addHistory(client, [{ site, thing: 'late', thingId: '1', step: 'late.line', by: '李四', at: now }]);
    });
    await sealing;
    expect(await verifySite(site)).toMatchObject({ intact: true, lines: 2, unsealed: { lines: 0 } });
  });

  it('beside many writers loses no line and finds none inserted', async () => {
    const site = await newSite();
    const writers = Array.from({ length: 3 }, async (_, writer) => {
      for (let round = 0; round < 40; round += 1) await addLines(site, (round % 4) + 1, `writer-${writer}`);
    });
    let writing = true;
    const sealer = (async () => {
      for (; writing; ) await seal(site);
    })();
    await Promise.all(writers);
    writing = false;
    await sealer;
    await seal(site);
    expect(await verifySite(site)).toMatchObject({ intact: true, lines: 300, unsealed: { lines: 0 }, found: 0 });
  });
});

describe('whoever has the owner’s connection is found out', () => {
  const columns = [
    [`thing = 'other'`, 'the thing'],
    [`thing_id = '999'`, 'which thing'],
    [`step = 'submission.recall'`, 'the step'],
    [`from_state = 'draft'`, 'the state before'],
    [`to_state = 'draft'`, 'the state after'],
    [`by_actor = '李四'`, 'the name'],
    ['by_person = 5', 'the person'],
    ['reason = null', 'the reason'],
    [`detail = detail || '{"数": 1.50}'`, 'the way a number in the detail is written'],
    [`at = at + interval '1 microsecond'`, 'the moment, by a millionth of a second'],
  ] as const;
  it.each(columns)('when they set %s (%s)', async (change) => {
    const { site, ids } = await sealedSite();
    await owner.query(`update history set ${change} where site_id = $1 and id = $2`, [site, ids[4]]);
    const { findings, intact, lines } = await verifySite(site);
    expect({ findings, intact, lines }).toMatchObject({ intact: false, lines: 9, findings: [{ kind: 'line-changed', line: ids[4] }] });
  });

  it.each([0, 5, 9])('when they delete the line at place %i', async (place) => {
    const { site, ids } = await sealedSite();
    await owner.query('delete from history where site_id = $1 and id = $2', [site, ids[place]]);
    expect((await verifySite(site)).findings).toMatchObject([{ kind: 'line-missing', line: ids[place] }]);
  });

  it.each([-5, 0])('when they insert a line under the id %i, before all others', async (id) => {
    const { site } = await sealedSite();
    await owner.query(
      `insert into history (site_id, id, thing, thing_id, step, by_actor, at) overriding system value values ($1, $2, 'a', '1', 'b', 'c', now())`,
      [site, id],
    );
    expect((await verifySite(site)).findings).toMatchObject([{ kind: 'line-inserted', line: id }]);
  });

  it('when they insert a line between others', async () => {
    const site = await newSite();
    await addLines(site, 2);
    await addLines('', 1);
    await addLines(site, 2);
    accepted(await seal(site));
    const { rows } = await owner.query<{ id: number }>(`select max(id) as id from history where site_id = ''`);
    const free = rows[0]!.id;
    await owner.query(
      `insert into history (site_id, id, thing, thing_id, step, by_actor, at) overriding system value values ($1, $2, 'a', '1', 'b', 'c', now())`,
      [site, free],
    );
    expect((await verifySite(site)).findings).toMatchObject([{ kind: 'line-inserted', line: free }]);
  });

  it('when they let two lines change places', async () => {
    const { site, ids } = await sealedSite();
    const swap = 'update history set id = $3::bigint where site_id = $1 and id = $2';
    await owner.query('alter table history alter column id drop identity');
    try {
      for (const [from, to] of [
        [ids[1], -1],
        [ids[2], ids[1]],
        [-1, ids[2]],
      ])
        await owner.query(swap, [site, from, to]);
    } finally {
      await owner.query('alter table history alter column id add generated always as identity');
      await owner.query(`select setval(pg_get_serial_sequence('history', 'id'), (select max(id) from history))`);
    }
    expect((await verifySite(site)).findings).toMatchObject([
      { kind: 'line-moved', line: ids[1] },
      { kind: 'line-moved', line: ids[2] },
    ]);
  });

  it('when they move a line to another site', async () => {
    const { site, ids } = await sealedSite();
    const other = await newSite();
    await owner.query('update history set site_id = $3 where site_id = $1 and id = $2', [site, ids[4], other]);
    expect(await kindsOf(site)).toEqual(['line-missing']);
    expect(await verifySite(other)).toMatchObject({ unsealed: { lines: 1 } });
  });

  it.each([
    ['take out the first seal', 'delete from history_seals where id = $1', 0, ['seal-missing']],
    ['take out a seal in the middle', 'delete from history_seals where id = $1', 1, ['seal-missing']],
    ['date a seal back', `update history_seals set sealed_at = sealed_at - interval '1 day' where id = $1`, 1, ['seal-changed']],
    ['write another hash', `update history_seals set sha256 = repeat('a', 64) where id = $1`, 1, ['seal-changed', 'seal-missing']],
    ['cut the marks off', `update history_seals set marks = '' where id = $1`, 2, ['seal-changed']],
  ])('when they %s', async (_, statement, place, kinds) => {
    const { site } = await sealedSite();
    const { rows } = await owner.query<{ id: number }>('select id from history_seals where site_id = $1 order by id', [site]);
    await owner.query(statement, [rows[place]!.id]);
    expect(await kindsOf(site)).toEqual(kinds);
  });

  it('and when they take off the last seal, its lines show as not sealed', async () => {
    const { site } = await sealedSite();
    await owner.query('delete from history_seals where id = (select max(id) from history_seals where site_id = $1)', [site]);
    expect(await verifySite(site)).toMatchObject({ intact: true, lines: 6, unsealed: { lines: 4 } });
  });
});

const rulebook = {
  name: '计分办法',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5, note: '每采用1条计5分' }],
  columns: ['名次', '单位', '得分'],
  totals: [{ name: '采用', count: { fact: 'adoption' } }],
};
const body = {
  title: '关于{{期名}}信息采用情况的通报',
  issuers: ['某县人民政府办公室'],
  opening: '现将有关情况通报如下：',
  narrative: '本期共采用信息{{采用}}条。',
  remark: '此件主动公开',
};

/** An office with a bulletin of January; settings of the site. */
async function issuedOffice(settings: object = {}) {
  const site = await newSite();
  const plan = { id: site, name: '某县', settings, units: ['甲局', '乙局'].map((name) => ({ name, group: '部门' })) };
  accepted(await setUpFrom(platform, terminalActor, plan));
  accepted(await perform(platform, terminalActor, adoptRulebook, { site, rulebook }));
  const draft = accepted(await perform(platform, terminalActor, draftBulletin, { site, from: '2024-01-01', to: '2024-01-31', body }));
  const issue = accepted(await perform(platform, terminalActor, issueBulletin, { site, ...draft }));
  const content = await issueContent(platform.pool, site, issue.bulletin);
  if (!content) throw new Error('no issue');
  return { site, ...issue, ...content };
}

/** What a stranger with the owner's rights and this program can do: all seals anew. */
async function resealAll(site: string): Promise<void> {
  await owner.query('delete from history_seals where site_id = $1', [site]);
  accepted(await seal(site));
}

describe('an issued bulletin', () => {
  it('seals all history before it, freezes the head and prints it behind its remark', async () => {
    const { site, figures, document, findings } = await issuedOffice();
    const { rows } = await owner.query<{ sha256: string; lines: number }>('select sha256, lines from history_seals where site_id = $1', [
      site,
    ]);
    // Set up, rulebook, draft; its own line comes after.
    expect(rows).toEqual([{ sha256: figures.historyHead, lines: 3 }]);
    expect(document.remark).toBe(`此件主动公开；历史记录封存码：${printedHead(rows[0]!.sha256)}`);
    expect(findings).toEqual([]);
    expect(verify(asRead(document))).toEqual([]);
    expect(await verifySite(site)).toMatchObject({ intact: true, lines: 3, unsealed: { lines: 1 } });
  });

  it('prints no head where the site’s settings say so, and freezes it all the same', async () => {
    const { document, figures } = await issuedOffice({ printsHistoryHead: false });
    expect(document.remark).toBe('此件主动公开');
    expect(figures.historyHead).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives away that history was changed and all seals were made anew', async () => {
    const { site, bulletin, figures } = await issuedOffice();
    await owner.query(`update history set by_actor = '李四' where site_id = $1 and step = 'bulletin.draft'`, [site]);
    expect(await kindsOf(site)).toEqual(['line-changed']);
    await resealAll(site);
    expect((await verifySite(site)).findings).toMatchObject([{ kind: 'head-missing', bulletin }]);
    expect(await verifyAll({ head: figures.historyHead ?? '' })).toMatchObject({ intact: false, head: null });
  });

  it('gives away that everything since a day was cut off', async () => {
    const { site, bulletin } = await issuedOffice();
    await owner.query('delete from history_seals where site_id = $1', [site]);
    await owner.query(`delete from history where site_id = $1 and step = 'bulletin.draft'`, [site]);
    expect((await verifySite(site)).findings).toMatchObject([{ kind: 'head-missing', bulletin }]);
  });

  it('on paper gives away what was changed in the tables and in the issue alike', async () => {
    const { site, figures, document } = await issuedOffice();
    const paper = /封存码：([0-9a-f]{32})/.exec(document.remark ?? '')?.[1] ?? '';
    expect(await verifyAll({ site, head: paper })).toMatchObject({ intact: true, head: { site, seal: expect.any(Number) } });
    await owner.query(`update history set by_actor = '李四' where site_id = $1 and step = 'bulletin.draft'`, [site]);
    await resealAll(site);
    const { rows } = await owner.query<{ sha256: string }>('select sha256 from history_seals where site_id = $1 order by id', [site]);
    const text = (value: unknown) => JSON.stringify(value).replaceAll(figures.historyHead ?? '', rows[0]!.sha256);
    await owner.query('update bulletin_issues set figures = $2 where site_id = $1', [site, text(figures)]);
    // The issue's own hash no longer holds.
    expect(await kindsOf(site)).toEqual(['issue-changed']);
    expect(await verifyAll({ site, head: paper })).toMatchObject({ intact: false, head: null });
  });
});

describe('baocaitong history', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bct-history-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function call(...argv: string[]) {
    const said = { out: '', err: '' };
    const to = {
      stdout: (text: string) => {
        said.out += text;
      },
      stderr: (text: string) => {
        said.err += text;
      },
    };
    const exit = await historyCommand(argv, to, async () => ({ platform, close: async () => {} }));
    return { exit, ...said };
  }

  it('verify says that all is well with exit 0, what is wrong with exit 1, and takes no other head than one', async () => {
    const { site, ids } = await sealedSite();
    await addLines(site, 1);
    const well = await call('verify', '--site', site);
    expect(well).toMatchObject({ exit: 0, out: expect.stringContaining('未封存 1 行，最早写于 2024-02-05 09:00:00') });
    await owner.query('update history set reason = null where site_id = $1 and id = $2', [site, ids[0]]);
    expect(await call('verify', '--site', site)).toMatchObject({
      exit: 1,
      out: expect.stringContaining(`历史记录第 ${ids[0]} 行封存以后被改动`),
    });
    const json = await call('verify', '--site', site, '--json');
    expect(JSON.parse(json.out)).toMatchObject({ intact: false, histories: [{ site, found: 1, seals: 3, unsealed: { lines: 1 } }] });
    expect(await call('verify', '--head', '十二')).toMatchObject({ exit: 2, err: expect.stringContaining('十六进制') });
    expect(await call('verify', '--head', 'a'.repeat(32), '--site', await newSite())).toMatchObject({
      exit: 1,
      out: expect.stringContaining('与现有的任何封存都不符'),
    });
    expect(await call('verify', '--site', 'no-such-site')).toMatchObject({ exit: 1 });
    await expect(call('verify', 'x')).rejects.toThrow(UsageError);
  });

  it('export gives everything that is needed to check it elsewhere', async () => {
    const { site, ids } = await sealedSite();
    await addLines(site, 1);
    const out = join(folder, 'history.jsonl');
    expect(await call('export', '--site', site, '--out', out)).toMatchObject({ exit: 0, out: expect.stringContaining('11 行') });
    const rows = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seal?: number; line?: number; text: string; sha256?: string });
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const hashes: string[] = [];
    rows.forEach((row, at) => {
      if (row.seal === undefined) return;
      const { lines } = JSON.parse(row.text.split('\n')[1] ?? '') as { lines: number };
      const covered = rows.slice(at + 1, at + 1 + lines);
      hashes.push(sha256(row.text + covered.map(({ line, text }) => `${line} ${sha256(text)}\n`).join('')));
    });
    expect(hashes).toEqual(rows.filter(({ seal: number }) => number !== undefined).map(({ sha256: hash }) => hash));
    expect(hashes).toHaveLength(3);
    expect(
      rows
        .filter(({ line }) => line !== undefined)
        .slice(0, 10)
        .map(({ line }) => line),
    ).toEqual(ids);
    await expect(call('export', '--site', site, '--out', out)).rejects.toThrow(/已经存在/);
  });
});

describe('who may verify', () => {
  it('an auditor everything, an office’s head the own site, an editor nothing', async () => {
    const { site } = await sealedSite();
    const see = (actor: Actor, input: HistoryVerificationInput = {}) =>
      historyVerification(platform.pool, actor, input, platform.tools.sha256);
    const auditor = accepted(await see({ name: '审计员', grants: [{ role: 'auditor' }] }));
    expect(auditor.histories.length).toBeGreaterThan(10);
    const head: Actor = { name: '负责人', grants: [{ role: 'head', site }] };
    expect(accepted(await see(head)).histories.map((history) => history.site)).toEqual([site]);
    expect(await see(head, { site: '' })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await see({ name: '编辑', grants: [{ role: 'editor', site }] })).toMatchObject({ ok: false, code: 'forbidden' });
  });
});

it('the clock of the test is the clock of the seals', async () => {
  now = new Date('2024-03-01T00:00:00.001Z');
  const site = await newSite();
  await addLines(site, 1);
  const { head } = accepted(await seal(site));
  expect(await verifyAll({ site, head })).toMatchObject({ head: { sealedAt: '2024-03-01T00:00:00.001000Z' } });
});
