// Letters to units that reported nothing: kept as they were sent, in the unit's inbox, read by somebody first.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical.ts';
import type { Inbox } from '../../src/views/inbox.ts';
import type { LetterShown, Letters } from '../../src/views/letters.ts';
import type { ZeroReports } from '../../src/views/zero-reports.ts';
import { received } from '../support/make.ts';
import { type Office, type OfficePerson, type OfficeUnit, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await received(place);
});
afterAll(() => world.close());

const may = { from: '2024-05-01', to: '2024-05-31' };
const send = (units: readonly OfficeUnit[], who: OfficePerson = 'editor') =>
  place.as(who).call<{ sent: { letter: number; unit: number }[] }>('letter.send', {
    site: place.site,
    ...may,
    units: units.map((unit) => place.units[unit]),
  });
const listed = async (who: OfficePerson) => {
  const outcome = await place.as(who).see<Letters>('letters', { site: place.site });
  return outcome.ok
    ? outcome.value.rows.map(({ unit, read, mine }) => `${unit.name}${mine ? ' 本单位' : ''}${read ? ` ${read.by}` : ''}`)
    : outcome.code;
};
const waiting = async (who: OfficePerson) => {
  const outcome = await place.as(who).see<Inbox>('inbox', {});
  return outcome.ok ? outcome.value.waiting.letters : outcome.code;
};
const numberOf = async (unit: OfficeUnit): Promise<number> =>
  (await world.db.selectFrom('letters').select('id').where('unit_id', '=', place.units[unit]).executeTakeFirstOrThrow()).id;

it('are not sent before the period is over, nor to units that reported, nor by others than the office', async () => {
  expect(await send(['town'])).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'not-over' }] });
  place.at('2024-06-03T09:00');
  for (const who of ['reporter', 'reviewer', 'leader', 'auditor', 'systemAdministrator'] as const)
    expect(await send(['town'], who), who).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await send(['town', 'township'])).toMatchObject({ ok: false, findings: [{ code: 'reported' }] });
  expect(await send(['office'])).toMatchObject({ ok: false, findings: [{ code: 'reported' }] });
  expect(await listed('editor')).toEqual([]);
});

it('reach each unit’s inbox once, and nobody else’s', async () => {
  expect(await send(['town', 'bureau', 'bureau'])).toMatchObject({ ok: true, value: { sent: [{}, {}] } });
  expect(await send(['town', 'school'])).toMatchObject({ ok: true, value: { sent: [{ unit: place.units.school }] } });
  expect(await send(['town'])).toMatchObject({ ok: false, findings: [{ code: 'sent' }] });
  expect(await listed('editor')).toEqual(['第一小学', '县教育局', '城关镇']);
  expect(await listed('townReporter')).toEqual(['城关镇 本单位']);
  // Who reviews for a bureau sees its school's letter too, but does not receive it for the school.
  expect(await listed('reviewer')).toEqual(['第一小学', '县教育局 本单位']);
  expect(await listed('townshipReporter')).toEqual([]);
  expect(await listed('leader')).toBe('forbidden');
  expect([await waiting('townReporter'), await waiting('reviewer'), await waiting('townshipReporter'), await waiting('editor')]).toEqual([
    1, 1, 0, 0,
  ]);
});

it('are frozen under their hash, and told by history', async () => {
  const outcome = await place.as('editor').see<LetterShown>('letter', { site: place.site, letter: await numberOf('town') });
  if (!outcome.ok) throw new Error(outcome.code);
  const { document, sha256, sentBy } = outcome.value;
  expect([document.title, document.addressees, document.issuedOn, sentBy]).toEqual([
    '关于2024年5月未报送信息的通知',
    '城关镇',
    '2024-06-03',
    '郑编辑',
  ]);
  expect(createHash('sha256').update(canonicalJson(document)).digest('hex')).toBe(sha256);
  const lines = await world.db.selectFrom('history').select('detail').where('step', '=', 'letter.send').execute();
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).toContain(sha256);
  // What the unit reports afterwards changes nothing of it.
  await world.db.updateTable('units').set({ name: '城关街道' }).where('id', '=', place.units.town).execute();
  const again = await place.as('townReporter').see<LetterShown>('letter', { site: place.site, letter: await numberOf('town') });
  expect(again.ok && again.value.document.addressees).toBe('城关镇');
  await world.db.updateTable('units').set({ name: '城关镇' }).where('id', '=', place.units.town).execute();
});

it('tell who of the unit read them first, and when; the office reading its own letter is no reading', async () => {
  const letter = await numberOf('town');
  expect(await place.as('editor').call('letter.receive', { site: place.site, letter })).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await place.as('reviewer').call('letter.receive', { site: place.site, letter })).toMatchObject({ ok: false, code: 'not-found' });
  expect(await place.as('reviewer').call('letter.receive', { site: place.site, letter: await numberOf('school') })).toMatchObject({
    ok: false,
    code: 'forbidden',
  });
  place.at('2024-06-04T10:00');
  expect(await place.as('townReporter').must('letter.receive', { site: place.site, letter })).toMatchObject({ first: true });
  expect(await place.as('townReviewer').must('letter.receive', { site: place.site, letter })).toMatchObject({ first: false });
  expect(await waiting('townReporter')).toBe(0);
  expect(await listed('editor')).toContain('城关镇 孙报送');
  const outcome = await place.as('editor').see<ZeroReports>('zero-reports', { site: place.site, ...may });
  const told = outcome.ok ? outcome.value.units.map(({ name, sent }) => [name, sent?.readBy ?? null, sent?.readAt ?? null]) : [];
  expect(told).toEqual([
    ['县教育局', null, null],
    ['第一小学', null, null],
    ['城关镇', '孙报送', '2024-06-04T02:00:00.000Z'],
  ]);
  const lines = await world.db.selectFrom('history').select('id').where('step', '=', 'letter.receive').execute();
  expect(lines).toHaveLength(1);
});
