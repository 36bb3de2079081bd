// Years that an office brings to the working-day calendar.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dayFrom } from '../../src/domain/calendar/day.ts';
import { isWorkingDay } from '../../src/domain/calendar/working-days.ts';
import { loadCalendar } from '../../src/store/calendar.ts';
import type { WorkCalendarSeen } from '../../src/views/work-calendar.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

const off = { '2027-01-01': '元旦', '2027-05-01': '劳动节', '2027-10-01': '国庆节', '2027-10-02': '国庆节', '2027-10-03': '国庆节' };
const year = (over: object = {}) => ({ year: 2027, version: 0, source: '国办发明电〔2026〕9号', days: { off, work: {} }, ...over });
const works = async (date: string): Promise<boolean> =>
  isWorkingDay(await loadCalendar(world.database.pool as never), dayFrom(date) as number);

it('is brought by who configures the platform, and by nobody else', async () => {
  for (const who of ['head', 'editor', 'reporter', 'auditor', 'leader'] as const) {
    expect(await place.as(who).call('calendar.import', year())).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await place.as(who).see('work-calendar', {})).toMatchObject({ ok: false, code: 'forbidden' });
  }
  expect(await works('2027-01-01')).toBe(true);
  expect(await place.as('systemAdministrator').must('calendar.import', year())).toEqual({
    year: 2027,
    version: 1,
    off: 5,
    work: 0,
    moved: 0,
  });
  expect(await works('2027-01-01')).toBe(false);
  const told = await world.db.selectFrom('history').selectAll().where('thing', '=', 'calendar').execute();
  expect(told.map(({ step, thing_id, detail }) => [step, thing_id, detail])).toEqual([
    ['calendar.import', '2027', { off: 5, work: 0, source: '国办发明电〔2026〕9号' }],
  ]);
});

it('is corrected by who has seen it as it is, also where it came with the program', async () => {
  const admin = place.as('securityAdministrator');
  expect(await admin.call('calendar.import', year())).toMatchObject({ ok: false, code: 'stale-version' });
  expect(await admin.call('calendar.import', year({ year: 2028, version: 3 }))).toMatchObject({ ok: false });
  const more = { off: { ...off, '2027-02-05': '春节' }, work: { '2027-02-20': '春节' } };
  expect(await admin.must('calendar.import', year({ version: 1, days: more }))).toMatchObject({ version: 2 });
  expect([await works('2027-02-05'), await works('2027-02-20')]).toEqual([false, true]);
  const days = {
    off: { '2026-01-01': '元旦', '2026-05-01': '劳动节', '2026-10-01': '国庆节', '2026-10-02': '国庆节', '2026-10-03': '国庆节' },
    work: {},
  };
  await admin.must('calendar.import', year({ year: 2026, days }));
  expect(await works('2026-02-23')).toBe(true);
  const seen = (await admin.see<WorkCalendarSeen>('work-calendar', {})) as { value: WorkCalendarSeen };
  expect(seen.value.years.map(({ year: one, byName }) => [one, byName]).slice(0, 3)).toEqual([
    [2027, '韩安全'],
    [2026, '韩安全'],
    [2025, null],
  ]);
});

it('is refused with every reason', async () => {
  const days = { off: { '2027-01-01': '元旦', '2029-05-01': '劳动节' }, work: { '2027-02-08': '春节' } };
  const outcome = await place.as('systemAdministrator').call('calendar.import', year({ version: 2, days }));
  expect(!outcome.ok && outcome.findings.map(({ message }) => message)).toEqual([
    '2029-05-01 不是 2027 年的，也不在上一年 12 月',
    '2027-02-08 本来就是工作日，不用写上班',
    '名单不全：没有 2027-05-01、2027-10-01、2027-10-02、2027-10-03 放假',
  ]);
});
