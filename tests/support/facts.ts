// What counts: a rulebook for an office, the facts of an item, and the score as the ranking gives it.
import { expect } from 'vitest';
import { exactText } from '../../src/domain/bulletin/figures.ts';
import { dayFrom } from '../../src/domain/calendar/day.ts';
import { add, zero } from '../../src/domain/exact.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { linesIn } from '../../src/domain/scoring/ledger.ts';
import { scorePeriod } from '../../src/store/scoring.ts';
import type { Office, OfficeUnit, World } from './world.ts';

/** Five points for an adoption by the own site, ten above, twenty for an instruction, a hundred for an interview. */
export const deskRulebook = (
  options: { readonly countsAt?: 'publication' | 'adoption'; readonly interviews?: boolean; readonly from?: string } = {},
) => ({
  name: '计分办法',
  from: options.from ?? '2024-01-01',
  ...(options.countsAt ? { countsAt: options.countsAt } : {}),
  rules: [
    { id: '采用', each: { fact: 'adoption', level: '本级' }, points: 5 },
    { id: '上级采用', each: { fact: 'adoption', level: '上级' }, points: 10 },
    { id: '批示', each: { fact: 'instruction' }, points: 20 },
    ...(options.interviews ? [{ id: '访谈', each: { fact: 'interview' }, points: 100 }] : []),
  ],
  figures: [
    { name: '报送条数', count: { fact: 'submission' } },
    { name: '采用条数', count: { fact: 'adoption' } },
    { name: '退稿条数', count: { fact: 'refusal' } },
  ],
  rank: { by: ['得分'], ties: 'competition' },
  columns: ['名次', '单位', '报送条数', '采用条数', '退稿条数', { figure: '得分', title: '总分' }],
  groups: [
    { name: '机关', title: '机关' },
    { name: '部门', title: '部门' },
    { name: '乡镇', title: '乡镇' },
  ],
});

/** Ten points for a commission answered in time, ten off for one that is late or missed; a second missed one brings the year to nothing. */
export const commissionRulebook = {
  name: '计分办法',
  from: '2024-01-01',
  rules: [
    { id: '约稿', each: { fact: 'commission', outcome: 'done' }, points: 10 },
    { id: '迟报', each: { fact: 'commission', kind: '约稿', outcome: ['late', 'missed'] }, points: -10 },
    { id: '不报', per: 'year', measure: { count: { fact: 'commission', outcome: 'missed' } }, steps: [{ atLeast: 2, points: 'zero' }] },
  ],
  figures: [{ name: '约稿条数', count: { fact: 'commission' } }],
  rank: { by: ['得分'], ties: 'competition' },
  columns: ['名次', '单位', { figure: '得分', title: '总分' }],
  groups: [
    { name: '机关', title: '机关' },
    { name: '部门', title: '部门' },
    { name: '乡镇', title: '乡镇' },
  ],
};

export async function withRulebook(place: Office, options: Parameters<typeof deskRulebook>[0] = {}): Promise<void> {
  await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook: deskRulebook(options) });
}

export async function factsOf(world: World, submission: number, fact?: string, site = 'office') {
  let query = world.db.selectFrom('facts').selectAll().where('site_id', '=', site).where('submission_id', '=', submission);
  if (fact) query = query.where('fact', '=', fact as never);
  return query.orderBy('id').execute();
}

/** The score of a unit in a period, where the sum of its lines must say the same. */
export async function scoreOf(world: World, place: Office, unit: OfficeUnit, from: string, to: string): Promise<string> {
  const client = await world.database.pool.connect();
  try {
    const period = { from: dayFrom(from) ?? 0, to: dayFrom(to) ?? 0 };
    const plain = await scorePeriod(client, place.site, period);
    const detailed = await scorePeriod(client, place.site, period, { lines: [unit] });
    const at = detailed?.units.units.findIndex(({ key }) => key === unit) ?? -1;
    const lines = linesIn(detailed!.scored.ledger, 0).filter(
      (line) => line.unit === at && line.day >= period.from && line.day <= period.to,
    );
    const sum = exactText(lines.reduce((total, line) => add(total, line.points), zero));
    const rows = plain!.scored.groups.flatMap(({ rows: all }) => all);
    const shown = rows.find((row) => row.unit.key === unit)!;
    expect(shown.score && exactText(shown.score), `${unit}: Σ lines = score`).toBe(sum);
    return sum;
  } finally {
    client.release();
  }
}

/** Issues the bulletin of a month that is over; gives its number in the tables. */
export async function issued(place: Office, month: string): Promise<number> {
  const [year, of] = month.split('-').map(Number) as [number, number];
  const to = new Date(Date.UTC(year, of, 0)).toISOString().slice(0, 10);
  const body = { title: '通报', issuers: ['县政府办公室'], opening: '现通报如下：', narrative: '见附件。' };
  const given = { site: place.site, from: `${month}-01`, to, body };
  const { bulletin, version } = await place.as('editor').must<{ bulletin: number; version: number }>('bulletin.draft', given);
  const overrule = ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' }));
  await place.as('head').must('bulletin.issue', { site: place.site, bulletin, version, overrule });
  return bulletin;
}
