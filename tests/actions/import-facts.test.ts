// Import against the real database: what is added, what is refused, and that a refusal changes nothing.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { importFacts } from '../../src/actions/import-facts.ts';
import { setUpSite } from '../../src/actions/set-up-site.ts';
import { type ImportRequest, importFile } from '../../src/cli/import.ts';
import type { ImportFinding } from '../../src/domain/import/row.ts';
import { kindNames } from '../../src/domain/import/words.ts';
import { type Actor, terminalActor } from '../../src/domain/permission.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

let world: World;
let platform: Platform;
let folder: string;
const now = new Date('2026-01-05T09:00:00+08:00');

beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => now);
  folder = mkdtempSync(join(tmpdir(), 'bct-import-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
async function site(): Promise<string> {
  made += 1;
  const id = `site-${made}`;
  const outcome = await perform(platform, terminalActor, setUpSite, {
    id,
    name: `第${made}站`,
    units: [
      { name: '包头市', group: '盟市', aliases: ['包头市本级'] },
      { name: '昆区', group: '旗县', parent: '包头市' },
      { key: '包头市/市直', name: '市直', parent: '包头市', group: '旗县' },
      { name: '鄂尔多斯市', group: '盟市' },
      { key: '鄂尔多斯市/市直', name: '市直', parent: '鄂尔多斯市', group: '旗县' },
      { name: '教育体育局', group: '部门', formerNames: [{ name: '教育局', to: '2019-03-31' }] },
    ],
    outlets: [
      { name: '本站', kind: 'own-site', level: '本级' },
      { name: '自治区门户', kind: 'upper-site', level: '自治区' },
    ],
  });
  expect(outcome.ok).toBe(true);
  return id;
}

function file(content: string | Uint8Array, extension = 'csv'): string {
  made += 1;
  const path = join(folder, `第${made}份.${extension}`);
  writeFileSync(path, content);
  return path;
}

async function add(id: string, content: string | Uint8Array, more: Partial<ImportRequest> & { extension?: string } = {}) {
  const { extension, ...request } = more;
  return importFile(platform, terminalActor, { file: file(content, extension), site: id, ...request });
}

const stored = async (id: string) =>
  world.db
    .selectFrom('facts as f')
    .innerJoin('units as u', (join) => join.onRef('u.site_id', '=', 'f.site_id').onRef('u.id', '=', 'f.unit_id'))
    .leftJoin('submissions as s', (join) => join.onRef('s.site_id', '=', 'f.site_id').onRef('s.id', '=', 'f.submission_id'))
    .leftJoin('facts as r', (join) => join.onRef('r.site_id', '=', 'f.site_id').onRef('r.id', '=', 'f.ref_id'))
    .leftJoin('outlets as o', (join) => join.onRef('o.site_id', '=', 'f.site_id').onRef('o.id', '=', 'f.outlet_id'))
    .where('f.site_id', '=', id)
    .selectAll('f')
    .select(['u.key as unit', 's.source_key as item', 's.title', 'r.source_key as ref', 'o.name as outlet'])
    .orderBy('f.id')
    .execute();

/** Everything an import may touch, counted. */
async function sizes(id: string) {
  const count = async (table: 'facts' | 'submissions' | 'imports' | 'history') =>
    (
      await world.db
        .selectFrom(table)
        .where('site_id', '=', id)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  return {
    facts: await count('facts'),
    submissions: await count('submissions'),
    imports: await count('imports'),
    history: await count('history'),
  };
}

const findingsOf = (outcome: Awaited<ReturnType<typeof add>>): readonly ImportFinding[] => {
  expect(outcome.ok).toBe(false);
  return outcome.ok ? [] : (outcome.findings as readonly ImportFinding[]);
};
const codes = (outcome: Awaited<ReturnType<typeof add>>) => findingsOf(outcome).map(({ row, code }) => [row, code]);

describe('what a row becomes', () => {
  it('keeps every column where it belongs, under a title above the heading', async () => {
    const id = await site();
    const outcome = await add(
      id,
      '2023年信息采用情况,,\n序号,编号,类型,报送单位,采用时间,信息标题,采用载体,级别,类别,形式,条数,得分,原因,结果,截止日期,完成日期,事件日期,发布日期,批示领导,批次,备注,依据,是否达标,主编\n' +
        '1,a1,采用,昆  区,2023/1/5 9:30,"标题, ""引""",自治区门户,上级,动态,单篇,２,＋3.5分,好,逾期,2023.1.4,20230106,2023年1月3日,44932,市长,b1,无,https://x,是,王\n' +
        '2,a2,约稿,教育体育局,2023-01-06,,,,,,,,,完成,,,,,,,,,,\n',
    );
    expect(outcome).toMatchObject({ ok: true, value: { added: 2, known: 0, facts: 2, submissions: 1, notes: [{ code: 'kept-columns' }] } });
    expect(await stored(id)).toMatchObject([
      {
        fact: 'adoption',
        unit: '昆区',
        fact_on: '2023-01-05',
        happened_at: new Date('2023-01-05T09:30:00+08:00'),
        recorded_at: now,
        published_on: '2023-01-06',
        due_on: '2023-01-04',
        delivered_on: '2023-01-06',
        event_on: '2023-01-03',
        outlet: '自治区门户',
        level: '上级',
        kind: '动态',
        form: '单篇',
        count: 2,
        points: '3.5',
        reason: '好',
        outcome: 'late',
        leader: '市长',
        batch: 'b1',
        note: '无',
        evidence: 'https://x',
        met: true,
        item: 'adoption:a1',
        title: '标题, "引"',
        attributes: { 主编: '王' },
        source_key: 'a1',
        lead: true,
        joint: false,
        invented: false,
      },
      { fact: 'commission', outcome: 'done', met: null, item: null, happened_at: null, published_on: null, count: 1, attributes: {} },
    ]);
  });

  it('gives joint units equal parts or those of the column, and counts the item once', async () => {
    const id = await site();
    const outcome = await add(
      id,
      '编号,类型,单位,日期,标题,份额\nj1,采用,昆区、鄂尔多斯市、包头市,2023-01-05,甲,\nj2,采用,昆区；包头市本级,2023-01-05,乙,2:1\n',
    );
    expect(outcome).toMatchObject({ ok: true, value: { added: 2, facts: 5, submissions: 2 } });
    const rows = (await stored(id)).map((row) => [
      row.source_key,
      row.unit,
      row.share_top,
      row.share_bottom,
      row.lead,
      row.joint,
      row.title,
    ]);
    expect(rows).toEqual([
      ['j1', '昆区', 1, 3, true, true, '甲'],
      ['j1', '鄂尔多斯市', 1, 3, false, true, '甲'],
      ['j1', '包头市', 1, 3, false, true, '甲'],
      ['j2', '昆区', 2, 3, true, true, '乙'],
      ['j2', '包头市', 1, 3, false, true, '乙'],
    ]);
  });

  it('ties facts of one item together, also across files, and keeps a title that was changed', async () => {
    const id = await site();
    await add(id, '编号,类型,单位,日期,标题,信息编号\n1,采用,昆区,2023-01-06,改过的标题,X1\n2,报送,昆区,2023-01-05,原来的标题,X1\n');
    await add(
      id,
      '编号,类型,单位,日期,标题,信息编号\n3,批示,昆区,2023-01-07,,X1\n4,报送,昆区,2023-01-07,新的,\n5,采用,昆区,2023-01-08,新的,4\n',
    );
    expect(
      (await stored(id)).map((row) => [row.source_key, row.item, row.title, (row.attributes as Record<string, string>)['标题']]),
    ).toEqual([
      ['1', 'X1', '原来的标题', '改过的标题'],
      ['2', 'X1', '原来的标题', undefined],
      ['3', 'X1', '原来的标题', undefined],
      ['4', '4', '新的', undefined],
      ['5', '4', '新的', undefined],
    ]);
  });

  it('refers adjustments and edits to facts of the same file and of earlier ones', async () => {
    const id = await site();
    await add(id, '编号,类型,单位,日期\nf1,采用,昆区,2023-01-05\nf2,采用,昆区、包头市,2023-01-05\n');
    const outcome = await add(
      id,
      '编号,类型,单位,日期,引用,分值\nr1,调整,昆区,2023-02-01,f1,\nr2,调整,昆区、包头市,2023-02-01,f2,\nf3,采用,包头市,2023-02-01,,\nr3,调整,包头市,2023-02-02,f3,-2\nr4,修改,包头市,2023-02-03,r3,\n',
    );
    expect(outcome).toMatchObject({ ok: true, value: { added: 5, facts: 5 } });
    expect((await stored(id)).slice(3).map((row) => [row.source_key, row.unit, row.ref, row.points])).toEqual([
      ['r1', '昆区', 'f1', null],
      ['r2', '昆区', 'f2', null],
      ['f3', '包头市', null, null],
      ['r3', '包头市', 'f3', '-2'],
      ['r4', '包头市', 'r3', null],
    ]);
    expect(await add(id, '编号,类型,单位,日期,引用\nr1,调整,昆区,2023-02-01,f1\n')).toMatchObject({
      ok: true,
      value: { added: 0, known: 1 },
    });
  });

  it('takes the kind of all rows from the option where the file has no column for it', async () => {
    const id = await site();
    expect(await add(id, '单位,日期\n昆区,2023-01-05\n', { fact: 'adoption' })).toMatchObject({ ok: true, value: { added: 1 } });
    expect(await stored(id)).toMatchObject([{ fact: 'adoption', title: null, item: null }]);
  });

  it('leaves a cell that looks like a formula the text it is, and waits for publication', async () => {
    const id = await site();
    const cells = ['=1+1', '+cmd|x', '-2+3', '@SUM(A1)', '"\t=1"', 'a\\b', '\\N', 'NULL', '\u{20000}'];
    await add(
      id,
      `编号,类型,单位,日期,标题,备注,发布日期\n${cells.map((cell, at) => `${at},采用,昆区,2023-01-05,${cell},${cell},待发布`).join('\n')}\n`,
    );
    const rows = await stored(id);
    const texts = cells.map((cell) => cell.replaceAll('"', '').trim());
    expect(rows.map((row) => row.title)).toEqual(texts);
    expect(rows.map((row) => row.note)).toEqual(texts);
    expect(rows.every((row) => row.published_on === 'infinity')).toBe(true);
  });

  it('reads GBK files and workbooks with date cells', async () => {
    const id = await site();
    const line = Buffer.concat([
      Buffer.from([0xb5, 0xa5, 0xce, 0xbb, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x0a]), // 单位,日期
      Buffer.from([0xc0, 0xa5, 0xc7, 0xf8]), // 昆区
      Buffer.from(',2023-01-05\n'),
    ]);
    expect(await add(id, line, { fact: 'submission' })).toMatchObject({ ok: true, value: { added: 1 } });
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('采用');
    sheet.addRow(['编号', '类型', '单位', '日期', '分值', '标题']);
    sheet.addRow([1001, '采用', '教育局', new Date(Date.UTC(2019, 2, 31)), 2.5, '=A1']).getCell(4).numFmt = 'yyyy/m/d';
    sheet.addRow([1002, '采用', '昆区', 43_556, '3', null]);
    expect(await add(id, Buffer.from(await workbook.xlsx.writeBuffer()), { extension: 'xlsx' })).toMatchObject({
      ok: true,
      value: { added: 2 },
    });
    expect(
      (await stored(id)).map((row) => [row.source_key.length > 30 ? 'hash' : row.source_key, row.unit, row.fact_on, row.points, row.title]),
    ).toEqual([
      ['hash', '昆区', '2023-01-05', null, null],
      ['1001', '教育体育局', '2019-03-31', '2.5', '=A1'],
      ['1002', '昆区', '2019-04-01', '3', null],
    ]);
  });
});

describe('all or nothing', () => {
  it('reports every fault of every row, and changes nothing', async () => {
    const id = await site();
    await add(id, '编号,类型,单位,日期\nold,采用,昆区,2023-01-05\n');
    const before = await sizes(id);
    const outcome = await add(
      id,
      `编号,类型,单位,日期,载体,分值,数量,引用,份额
n1,采用,昆区,2023-01-05,本站,,,,
n2,采集,昆区,2023-01-05,,,,,
n3,采用,昆仑区,2023-02-30,本栈,,,,
n4,采用,市直,2023-01-05,,,,,
n5,采用,教育局,2023-01-05,,,,,
n6,采用,,,,甲,0,,
n1,采用,昆区,2023-01-06,,,,,
old,采用,包头市,2023-01-07,,,,,
n8,调整,昆区,2023-01-05,,,,无此,
n9,调整,昆区,2023-01-05,,,,,
n10,调整,鄂尔多斯市,2023-01-05,,,,old,
n11,采用,昆区、昆区,2023-01-05,,,,,
n12,采用,昆区、包头市,2023-01-05,,,,,3:2:1
n13,采用,昆区,2023-01-05,,,,,,多了
n14,采用,昆区\u0001,2023-01-05,,,,,
n15,采用,昆区,#N/A,,,,,
`,
    );
    expect(codes(outcome)).toEqual([
      [3, 'unknown-fact'],
      [4, 'bad-date'],
      [4, 'unknown-unit'],
      [4, 'unknown-outlet'],
      [5, 'ambiguous-unit'],
      [6, 'name-out-of-use'],
      [7, 'missing-date'],
      [7, 'missing-unit'],
      [7, 'bad-points'],
      [7, 'bad-count'],
      [8, 'key-twice'],
      [9, 'changed'],
      [10, 'unknown-ref'],
      [11, 'empty-adjustment'],
      [12, 'other-unit-ref'],
      [13, 'unit-twice'],
      [14, 'bad-shares'],
      [15, 'extra-cell'],
      [16, 'damaged-cell'],
      [16, 'unknown-unit'],
      [17, 'formula-error'],
      [17, 'bad-date'],
    ]);
    const findings = findingsOf(outcome);
    expect(findings.find(({ code }) => code === 'unknown-unit')).toMatchObject({ where: '第4行', suggestions: ['昆区'] });
    expect(findings.find(({ code }) => code === 'changed')?.message).toMatch(/但单位与.*调整/);
    expect(await sizes(id)).toEqual(before);
  });

  it('adds nothing for rows it knows, and adds the new ones beside them', async () => {
    const id = await site();
    const rows = '编号,类型,单位,日期,标题,份额\nk1,采用,昆区、包头市,2023-01-05,甲,3:1\nk2,扣分,昆区,2023-01-05,乙,\n';
    await add(id, rows);
    expect(await add(id, rows)).toMatchObject({ ok: true, value: { added: 0, known: 2, facts: 0 } });
    expect(await add(id, `${rows}k3,采用,昆区,2023-01-06,丙,\n`)).toMatchObject({ ok: true, value: { added: 1, known: 2, facts: 1 } });
    expect(await sizes(id)).toMatchObject({ facts: 4, imports: 3 });
  });

  it('knows a row without a key by its file, and refuses the list sent again with more rows', async () => {
    const id = await site();
    const path = file('类型,单位,日期,标题\n采用,昆区,2023-01-05,甲\n采用,昆区,2023-01-05,甲\n');
    const again = () => importFile(platform, terminalActor, { file: path, site: id });
    expect(await again()).toMatchObject({ ok: true, value: { added: 2 } });
    expect(await again()).toMatchObject({ ok: true, value: { added: 0, known: 2 } });
    const longer = '类型,单位,日期,标题\n采用,昆区,2023-01-05,甲\n采用,昆区,2023-01-06,乙\n';
    expect(codes(await add(id, longer))).toEqual([[2, 'repeated']]);
    expect(await add(id, longer, { allowRepeats: true })).toMatchObject({ ok: true, value: { added: 2 } });
  });

  it.each([
    ['分值', '编号,类型,单位,日期,分值\nc,加分,昆区,2023-01-05,5\n', '编号,类型,单位,日期,分值\nc,加分,昆区,2023-01-05,6\n'],
    ['标题', '编号,类型,单位,日期,标题\nc,采用,昆区,2023-01-05,甲\n', '编号,类型,单位,日期,标题\nc,采用,昆区,2023-01-05,乙\n'],
    ['单位', '编号,类型,单位,日期\nc,采用,昆区,2023-01-05\n', '编号,类型,单位,日期\nc,采用,昆区、包头市,2023-01-05\n'],
    ['单位', '编号,类型,单位,日期\nc,采用,昆区、包头市,2023-01-05\n', '编号,类型,单位,日期,份额\nc,采用,昆区,2023-01-05,1/2\n'],
    ['其他列', '编号,类型,单位,日期,主编\nc,采用,昆区,2023-01-05,王\n', '编号,类型,单位,日期,主编\nc,采用,昆区,2023-01-05,李\n'],
    ['日期', '编号,类型,单位,日期\nc,采用,昆区,2023-01-05 9:00\n', '编号,类型,单位,日期\nc,采用,昆区,2023-01-05\n'],
  ])('never overwrites: another %s under a known key is a finding', async (field, first, second) => {
    const id = await site();
    await add(id, first);
    const before = await stored(id);
    const [finding] = findingsOf(await add(id, second));
    expect(finding).toMatchObject({ row: 2, code: 'changed' });
    expect(finding?.message).toContain(field);
    expect(await stored(id)).toEqual(before);
  });

  it('takes a fact back once only', async () => {
    const id = await site();
    await add(id, '编号,类型,单位,日期\nf,采用,昆区,2023-01-05\ng,采用,昆区,2023-01-05\n');
    await add(id, '编号,类型,单位,日期,引用\nr,调整,昆区,2023-01-06,f\n');
    const twice = '编号,类型,单位,日期,引用\nr2,调整,昆区,2023-01-06,f\nr3,调整,昆区,2023-01-06,g\nr4,调整,昆区,2023-01-07,g\n';
    expect(codes(await add(id, twice))).toEqual([
      [2, 'reversed-already'],
      [4, 'reversed-already'],
    ]);
    // A reversal that was itself taken back no longer stands in the way.
    const anew = '编号,类型,单位,日期,引用\nr5,调整,昆区,2023-01-07,r\nr6,调整,昆区,2023-01-08,f\nr7,调整,昆区,2023-01-09,f\n';
    expect(codes(await add(id, anew))).toEqual([[4, 'reversed-already']]);
  });

  it('refuses a file without a heading, an unknown site, and people without the right', async () => {
    const id = await site();
    expect(await add(id, '甲,乙\n1,2\n')).toMatchObject({ ok: false, code: 'bad-input', findings: [{ code: 'no-heading' }] });
    expect(await add(id, '单位,标题\n昆区,甲\n')).toMatchObject({
      ok: false,
      code: 'bad-input',
      findings: [{ code: 'missing-column', where: '第1行' }],
    });
    expect(await add('nowhere', '单位,日期\n')).toMatchObject({ ok: false, code: 'not-found' });
    const auditor: Actor = { name: '审计', grants: [{ role: 'auditor' }] };
    expect(await importFile(platform, auditor, { file: file('单位,日期\n'), site: id })).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('rolls back and frees its connection where the file breaks off in the middle', async () => {
    const id = await site();
    const before = await sizes(id);
    const broken = `编号,类型,单位,日期\n${Array.from({ length: 5000 }, (_, at) => `b${at},采用,昆区,2023-01-05\n`).join('')}"x`;
    await expect(add(id, broken)).rejects.toThrow(/引号不成对/);
    expect(await sizes(id)).toEqual(before);
    for (let at = 0; at < 5; at += 1) await expect(add(id, broken)).rejects.toThrow(/引号不成对/);
    expect(await add(id, '类型,单位,日期\n采用,昆区,2023-01-05\n')).toMatchObject({ ok: true });
  });

  it('lets two imports of one file at the same moment add it once', async () => {
    const id = await site();
    const path = file(`编号,类型,单位,日期\n${Array.from({ length: 500 }, (_, at) => `p${at},采用,昆区,2023-01-05\n`).join('')}`);
    const both = await Promise.all([1, 2, 3].map(() => importFile(platform, terminalActor, { file: path, site: id })));
    expect(both.map((one) => one.ok && one.value.added).sort()).toEqual([0, 0, 500]);
    expect(await sizes(id)).toMatchObject({ facts: 500, imports: 3 });
  });
});

describe('at size', () => {
  it('takes 100,000 rows in portions, then knows them all', async () => {
    const id = await site();
    const rows = 100_000;
    const seen: number[] = [];
    const input = () => ({
      site: id,
      fileName: '大.csv',
      sha256: createHash('sha256').update('big').digest('hex'),
      rows: (async function* () {
        yield [{ row: 1, cells: ['编号', '类型', '单位', '日期', '标题'] }];
        for (let at = 0; at < rows; at += 5000) {
          yield Array.from({ length: 5000 }, (_, inner) => {
            const row = at + inner + 2;
            return { row, cells: [`big${row}`, '采用', row % 2 === 0 ? '昆区' : '包头市', '2023-01-05', `标题${row}`] };
          });
        }
      })(),
    });
    const options = { progress: (done: number) => seen.push(done) };
    expect(await perform(platform, terminalActor, importFacts, input(), options)).toMatchObject({
      ok: true,
      value: { added: rows, submissions: rows },
    });
    expect(seen.at(-1)).toBe(rows);
    expect(await perform(platform, terminalActor, importFacts, input())).toMatchObject({ ok: true, value: { added: 0, known: rows } });
    expect(await sizes(id)).toMatchObject({ facts: rows, submissions: rows });
  }, 180_000);
});

describe('any valid rows', () => {
  const word = fc
    .string({ unit: fc.constantFrom(...'水利局开展,"\n\\\t=+-@；甲 1a'), minLength: 1, maxLength: 12 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const day = fc.integer({ min: 0, max: 5000 }).map((at) => new Date(Date.UTC(2015, 0, 1 + at)).toISOString().slice(0, 10));
  const row = fc.record({
    kind: fc.constantFrom(...Object.entries(kindNames).filter(([kind]) => kind !== 'adjustment')),
    units: fc.shuffledSubarray(['昆区', '包头市', '鄂尔多斯市', '教育体育局'], { minLength: 1 }),
    on: day,
    due: fc.option(day),
    title: fc.option(word),
    note: fc.option(word),
    points: fc.option(fc.integer({ min: -99_999, max: 99_999 }).map((cents) => String(cents / 100))),
    count: fc.integer({ min: 1, max: 300 }),
    outlet: fc.option(fc.constantFrom('本站', '自治区门户')),
    extra: fc.option(word),
  });
  const quoted = (cell: string | number | null): string => `"${String(cell ?? '').replaceAll('"', '""')}"`;

  it('come back from the database as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
        const id = await site();
        const lines = rows.map((one, at) =>
          [`e${at}`, one.kind[1], one.units.join('、'), one.on, one.due, one.title, one.note, one.points, one.count, one.outlet, one.extra]
            .map(quoted)
            .join(','),
        );
        const outcome = await add(id, `编号,类型,单位,日期,截止日期,标题,备注,分值,数量,载体,栏目\n${lines.join('\n')}\n`);
        expect(outcome).toMatchObject({ ok: true, value: { added: rows.length } });
        const byKey = Map.groupBy(await stored(id), (fact) => fact.source_key);
        rows.forEach((one, at) => {
          const facts = byKey.get(`e${at}`) ?? [];
          const [first] = facts;
          const { 标题, ...extras } = (first?.attributes ?? {}) as Record<string, string>;
          expect(facts.map(({ unit }) => unit)).toEqual(one.units);
          expect({
            fact: first?.fact,
            on: first?.fact_on,
            due: first?.due_on,
            title: 标题 ?? first?.title,
            note: first?.note,
            points: first?.points === null ? null : Number(first?.points),
            count: first?.count,
            outlet: first?.outlet,
            extras,
          }).toEqual({
            fact: one.kind[0],
            on: one.on,
            due: one.due,
            title: one.title,
            note: one.note,
            points: one.points === null ? null : Number(one.points),
            count: one.count,
            outlet: one.outlet,
            extras: one.extra === null ? {} : { 栏目: one.extra },
          });
        });
      }),
      { numRuns: 15 },
    );
  });
});
