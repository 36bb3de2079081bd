import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { attachDocument } from '../../src/actions/attach-document.ts';
import { draftBulletin } from '../../src/actions/draft-bulletin.ts';
import { issueBulletin } from '../../src/actions/issue-bulletin.ts';
import type { FrozenFigures } from '../../src/domain/bulletin/figures.ts';
import { dayFrom } from '../../src/domain/calendar/day.ts';
import { asRead } from '../../src/domain/document.ts';
import { toNumber } from '../../src/domain/exact.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { type Actor, terminalActor } from '../../src/domain/permission.ts';
import { createPrinter, formats } from '../../src/engines/documents.ts';
import { readDocument } from '../../src/reading/read.ts';
import { historyOf } from '../../src/store/history.ts';
import { scorePeriod } from '../../src/store/scoring.ts';
import { issueContent } from '../../src/views/issue-content.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

let world: World;
let platform: Platform;
/** The office's clock; tests set it. */
let now = new Date('2024-02-05T01:00:00Z');
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => now);
});
afterAll(() => world.close());

const rulebook = {
  name: '计分办法',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5, note: '每采用1条计5分' }],
  figures: [
    { name: '采用条数', count: { fact: 'adoption' } },
    { name: '累计得分', points: 'all', over: 'year' },
  ],
  columns: ['名次', '单位', '采用条数', '得分', '累计得分'],
  rank: { by: ['得分'], ties: 'competition' },
  totals: [{ name: '采用', count: { fact: 'adoption' } }],
};
const body = {
  title: '关于{{期名}}信息采用情况的通报',
  addressees: '各单位',
  issuers: ['某县人民政府办公室'],
  opening: '现将{{期名}}信息采用情况通报如下：',
  narrative: '本期共采用信息{{采用}}条。',
  problems: ['部分单位报送不及时。'],
  requirements: ['加强审核。'],
};

const unitIds = new Map<string, number>();
let made = 0;
const next = (): number => {
  made += 1;
  return made;
};

/** A site with three departments, two townships and its rulebook. */
async function newSite(): Promise<string> {
  const site = `bulletin-${next()}`;
  await world.db.insertInto('sites').values({ id: site, name: '某县政府网站', recorded_at: now }).execute();
  const units = await world.db
    .insertInto('units')
    .values(
      ['甲局', '乙局', '丙局', '丁镇', '戊镇'].map((name, position) => ({
        site_id: site,
        key: name,
        name,
        group_name: name.endsWith('镇') ? '乡镇' : '部门',
        position,
      })),
    )
    .returning(['id', 'key'])
    .execute();
  for (const { id, key } of units) unitIds.set(`${site}/${key}`, id);
  accepted(await perform(platform, terminalActor, adoptRulebook, { site, rulebook }));
  return site;
}

async function adopted(site: string, unit: string, on: string, recorded = now, ref?: number): Promise<number> {
  const row = await world.db
    .insertInto('facts')
    .values({
      site_id: site,
      fact: ref === undefined ? 'adoption' : 'adjustment',
      unit_id: unitIds.get(`${site}/${unit}`) as number,
      fact_on: on,
      recorded_at: recorded,
      ref_id: ref ?? null,
      source_key: `k${next()}`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

function accepted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.findings.map((finding) => finding.message).join('; '));
  return outcome.value;
}

async function issued(site: string, from: string, to: string, more: object = {}, corrects?: number) {
  const draft = accepted(
    await perform(platform, terminalActor, draftBulletin, {
      site,
      from,
      to,
      body: { ...body, ...more },
      ...(corrects === undefined ? {} : { corrects }),
    }),
  );
  return accepted(await perform(platform, terminalActor, issueBulletin, { site, ...draft }));
}

async function scoresIn(site: string, from: string, to: string): Promise<Record<string, number>> {
  const client = await platform.pool.connect();
  try {
    const found = await scorePeriod(client, site, { from: dayFrom(from) as number, to: dayFrom(to) as number });
    return Object.fromEntries((found?.scored.groups[0]?.rows ?? []).map((row) => [row.unit.name, toNumber(row.score as never)]));
  } finally {
    client.release();
  }
}

const contentOf = async (site: string, bulletin: number) => {
  const content = await issueContent(platform.pool, site, bulletin);
  if (!content) throw new Error('no issue');
  return content;
};
const cellsOf = (figures: FrozenFigures, unit: string) =>
  figures.groups[0]?.rows.find((row) => row.unit === unit)?.cells.map((cell) => cell.shown);

describe('issuing a bulletin', () => {
  it('freezes figures and text under a number and a hash, with a line of history', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    const issue = await issued(site, '2024-01-01', '2024-01-31');
    expect(issue).toMatchObject({ issueYear: 2024, issueNumber: 1 });
    expect(issue.sha256).toMatch(/^[0-9a-f]{64}$/);
    const { document, figures } = await contentOf(site, issue.bulletin);
    expect(document.title).toBe('关于2024年1月信息采用情况的通报');
    expect(cellsOf(figures, '甲局')).toEqual(['1', '甲局', '1', '5', '5']);
    const history = await historyOf(world.db, site, 'bulletin', String(issue.bulletin));
    expect(history.map((line) => [line.step, line.from_state, line.to_state])).toEqual([
      ['bulletin.draft', null, 'draft'],
      ['bulletin.issue', 'draft', 'issued'],
    ]);
  });

  it('numbers the issues of a year one after the other', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    const first = await issued(site, '2024-01-01', '2024-01-31');
    const second = await issued(site, '2024-02-01', '2024-02-29');
    expect([first.issueNumber, second.issueNumber]).toEqual([1, 2]);
  });

  it('cannot happen twice, and a draft seen too long ago is not issued over another’s change', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    const draft = accepted(await perform(platform, terminalActor, draftBulletin, { site, from: '2024-01-01', to: '2024-01-31', body }));
    const changed = accepted(
      await perform(platform, terminalActor, draftBulletin, {
        site,
        from: '2024-01-01',
        to: '2024-01-31',
        body: { ...body, problems: [] },
        ...draft,
      }),
    );
    const stale = await perform(platform, terminalActor, issueBulletin, { site, ...draft });
    expect(stale).toMatchObject({ ok: false, code: 'stale-version' });
    const both = await Promise.all([
      perform(platform, terminalActor, issueBulletin, { site, ...changed }),
      perform(platform, terminalActor, issueBulletin, { site, ...changed }),
    ]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  it('refuses a sentence whose figure is not defined, and changes nothing', async () => {
    const site = await newSite();
    const draft = accepted(
      await perform(platform, terminalActor, draftBulletin, {
        site,
        from: '2024-01-01',
        to: '2024-01-31',
        body: { ...body, narrative: '共{{没有的数}}条。' },
      }),
    );
    const outcome = await perform(platform, terminalActor, issueBulletin, { site, ...draft });
    expect(outcome).toMatchObject({ ok: false, code: 'bad-input' });
    expect(outcome.ok ? '' : outcome.findings[0]?.message).toContain('没有的数');
    expect(await issueContent(platform.pool, site, draft.bulletin)).toBeUndefined();
  });

  it('is stopped by an error in its own figures, and nobody may overrule that', async () => {
    const site = await newSite();
    for (const day of ['2024-01-10', '2024-01-11', '2024-01-12']) await adopted(site, '甲局', day);
    await adopted(site, '乙局', '2024-01-12');
    for (const unit of ['丁镇', '戊镇']) await adopted(site, unit, '2024-01-12');
    const wrong = { ...body, narrative: '本期共采用信息{{采用}}条，其中，采用部门信息9条、乡镇信息2条。' };
    const draft = accepted(
      await perform(platform, terminalActor, draftBulletin, { site, from: '2024-01-01', to: '2024-01-31', body: wrong }),
    );
    const overrule = [{ kind: 'narrative', reason: '领导同意' }];
    for (const input of [
      { site, ...draft },
      { site, ...draft, overrule },
    ]) {
      const outcome = await perform(platform, terminalActor, issueBulletin, input);
      expect(outcome).toMatchObject({ ok: false, code: 'findings', findings: [{ code: 'narrative', level: 'error' }] });
    }
  });

  it('may overrule what is only doubtful, with a reason that is kept', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    const doubtful = { ...body, narrative: '本期共采用信息9条。' };
    const draft = accepted(
      await perform(platform, terminalActor, draftBulletin, { site, from: '2024-01-01', to: '2024-01-31', body: doubtful }),
    );
    expect(await perform(platform, terminalActor, issueBulletin, { site, ...draft })).toMatchObject({
      ok: false,
      code: 'findings',
      findings: [{ level: 'warning' }],
    });
    const overrule = [{ kind: 'narrative', reason: '另含电话报送8条' }];
    const issue = accepted(await perform(platform, terminalActor, issueBulletin, { site, ...draft, overrule }));
    const row = await world.db
      .selectFrom('bulletin_issues')
      .select('overruled')
      .where('site_id', '=', site)
      .where('bulletin_id', '=', issue.bulletin)
      .executeTakeFirst();
    expect(row?.overruled).toEqual(overrule);
  });

  it('needs the right to do it', async () => {
    const site = await newSite();
    const draft = accepted(await perform(platform, terminalActor, draftBulletin, { site, from: '2024-01-01', to: '2024-01-31', body }));
    const editor: Actor = { name: '编辑', grants: [{ role: 'editor', site }] };
    expect(await perform(platform, editor, issueBulletin, { site, ...draft })).toMatchObject({ ok: false, code: 'forbidden' });
    const head: Actor = { name: '办公室负责人', grants: [{ role: 'head', site }] };
    expect(await perform(platform, head, issueBulletin, { site, ...draft })).toMatchObject({ ok: true });
  });
});

describe('an issued period never changes', () => {
  it('a fact of its days recorded later counts in the first open period, and the year to date includes it', async () => {
    const site = await newSite();
    now = new Date('2024-02-05T01:00:00Z');
    await adopted(site, '甲局', '2024-01-10');
    const issue = await issued(site, '2024-01-01', '2024-01-31');
    now = new Date('2024-02-20T01:00:00Z');
    await adopted(site, '甲局', '2024-01-15', now);
    expect(await scoresIn(site, '2024-01-01', '2024-01-31')).toMatchObject({ 甲局: 5 });
    expect(await scoresIn(site, '2024-02-01', '2024-02-29')).toMatchObject({ 甲局: 5 });
    expect(await scoresIn(site, '2024-01-01', '2024-12-31')).toMatchObject({ 甲局: 10 });
    expect(cellsOf((await contentOf(site, issue.bulletin)).figures, '甲局')).toEqual(['1', '甲局', '1', '5', '5']);
  });

  it('an adoption taken back afterwards is a negative line in the period of its own day', async () => {
    const site = await newSite();
    now = new Date('2024-02-05T01:00:00Z');
    const id = await adopted(site, '甲局', '2024-01-10');
    await adopted(site, '甲局', '2024-01-11');
    await issued(site, '2024-01-01', '2024-01-31');
    now = new Date('2024-02-20T01:00:00Z');
    await adopted(site, '甲局', '2024-02-19', now, id);
    expect(await scoresIn(site, '2024-01-01', '2024-01-31')).toMatchObject({ 甲局: 10 });
    expect(await scoresIn(site, '2024-02-01', '2024-02-29')).toMatchObject({ 甲局: -5 });
  });

  it('a new rulebook may only start after what was issued, and leaves old periods alone', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    await issued(site, '2024-01-01', '2024-01-31');
    const early = { ...rulebook, from: '2024-01-15', name: '新办法' };
    expect(await perform(platform, terminalActor, adoptRulebook, { site, rulebook: early })).toMatchObject({ ok: false, code: 'conflict' });
    const later = { ...rulebook, from: '2024-02-01', name: '新办法', rules: [{ id: '采用', each: { fact: 'adoption' }, points: 8 }] };
    accepted(await perform(platform, terminalActor, adoptRulebook, { site, rulebook: later }));
    await adopted(site, '甲局', '2024-02-10');
    expect(await scoresIn(site, '2024-01-01', '2024-01-31')).toMatchObject({ 甲局: 5 });
    expect(await scoresIn(site, '2024-01-01', '2024-02-29')).toMatchObject({ 甲局: 13 });
  });

  it('a correction is a new issue that names the old one', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    const first = await issued(site, '2024-01-01', '2024-01-31');
    const second = await issued(site, '2024-01-01', '2024-01-31', { title: '关于更正{{期名}}通报的通知' }, first.bulletin);
    const states = await world.db
      .selectFrom('bulletins')
      .select(['id', 'state', 'corrects_id'])
      .where('site_id', '=', site)
      .orderBy('id')
      .execute();
    expect(states).toEqual([
      { id: first.bulletin, state: 'superseded', corrects_id: null },
      { id: second.bulletin, state: 'issued', corrects_id: first.bulletin },
    ]);
    const again = await perform(platform, terminalActor, draftBulletin, {
      site,
      from: '2024-01-01',
      to: '2024-01-31',
      body,
      corrects: first.bulletin,
    });
    expect(again).toMatchObject({ ok: false, code: 'wrong-state' });
  });
});

describe('what was issued is the same everywhere', () => {
  it('page, docx, xlsx, pdf and html show the same figures, and rendering again gives the same', async () => {
    const site = await newSite();
    await adopted(site, '甲局', '2024-01-10');
    await adopted(site, '乙局', '2024-01-31');
    const issue = await issued(site, '2024-01-01', '2024-01-31');
    const { document, figures } = await contentOf(site, issue.bulletin);
    const rows = figures.groups[0]?.rows.map((row) => row.cells.map((cell) => cell.shown));
    const printer = createPrinter({ fontFolders: [] });
    for (const format of formats) {
      const bytes = await printer.print(document, format);
      const read = await readDocument(bytes, `通报.${format}`);
      expect(
        read.tables[0]?.rows.map((row) => row.map(String)),
        format,
      ).toEqual(rows);
      expect(read.tables.map((table) => table.rows)).toEqual(asRead(document).tables.map((table) => table.rows));
      expect((await readDocument(await printer.print(document, format), `通报.${format}`)).paragraphs).toEqual(read.paragraphs);
    }
  });

  it('a rendered file is filed once under its hash', async () => {
    const site = await newSite();
    const issue = await issued(site, '2024-01-01', '2024-01-31');
    const input = { site, bulletin: issue.bulletin, format: 'pdf' as const, sha256: 'a'.repeat(64), byteSize: 10 };
    accepted(await perform(platform, terminalActorAsClerk, attachDocument, input));
    accepted(await perform(platform, terminalActorAsClerk, attachDocument, input));
    expect((await contentOf(site, issue.bulletin)).files).toEqual([{ format: 'pdf', sha256: 'a'.repeat(64) }]);
    const missing = await perform(platform, terminalActorAsClerk, attachDocument, { ...input, bulletin: 999_999 });
    expect(missing).toMatchObject({ ok: false, code: 'not-found' });
  });
});

const terminalActorAsClerk: Actor = { name: '系统', grants: [{ role: 'program' }] };
