// An issued bulletin reaches the units: each sees its own row as it was issued and signs once; the office sees who has not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import type { BulletinReceipts } from '../../src/views/bulletin-receipts.ts';
import type { Inbox } from '../../src/views/inbox.ts';
import type { ReceivedBulletins } from '../../src/views/received-bulletins.ts';
import { deskRulebook } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
let first: number;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook: deskRulebook({ countsAt: 'adoption' }) });
  const item = await received(place);
  await place.as('editor').must('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] });
  place.at('2024-06-05');
  first = await issued();
});
afterAll(() => world.close());

async function issued(corrects?: number): Promise<number> {
  const body = { title: '五月通报', issuers: ['县政府办公室'], opening: '现将情况通报如下：', narrative: '见附件。' };
  const draft = await place.as('editor').must<{ bulletin: number; version: number }>('bulletin.draft', {
    ...{ site: place.site, from: '2024-05-01', to: '2024-05-31', body },
    ...(corrects === undefined ? {} : { corrects }),
  });
  const overrule = ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' }));
  await place.as('head').must('bulletin.issue', { site: place.site, bulletin: draft.bulletin, version: draft.version, overrule });
  return draft.bulletin;
}
const mine = async (who: OfficePerson, over: object = {}) => {
  const outcome = await place.as(who).see<ReceivedBulletins>('received-bulletins', { site: place.site, ...over });
  return outcome.ok ? outcome.value : outcome.code;
};
const sign = async (who: OfficePerson, unit: keyof Office['units'], bulletin = first) => {
  const outcome = await place.as(who).call('bulletin.sign', { site: place.site, bulletin, unit: place.units[unit] });
  return outcome.ok ? 'signed' : outcome.code;
};

it('a unit sees its own row and rank, as they were issued, and no other’s', async () => {
  const found = await mine('townshipReporter');
  if (typeof found === 'string') throw new Error(found);
  const [one] = found.rows;
  expect([one?.unit.name, one?.period.name, one?.signed, found.unsigned]).toEqual(['山口乡', '2024年5月', null, 1]);
  expect(
    one?.rows.map(({ table, rank, of, cells }) => [table, rank, of, cells.map(({ title, shown }) => `${title} ${shown}`).join('，')]),
  ).toEqual([['乡镇', 1, 2, '名次 1，单位 山口乡，报送条数 1，采用条数 1，退稿条数 0，总分 5']]);
  expect(JSON.stringify(found)).not.toContain('城关镇');
  expect(await mine('editor')).toBe('forbidden');
});

it('counts in the inbox of the unit until somebody signs', async () => {
  const waiting = async (who: OfficePerson) => {
    const outcome = await place.as(who).see<Inbox>('inbox', {});
    return outcome.ok ? outcome.value.waiting.bulletins : outcome.code;
  };
  expect([await waiting('townReporter'), await waiting('reviewer'), await waiting('editor')]).toEqual([1, 1, 0]);
});

it('somebody of the unit signs, once for the unit; nobody for another', async () => {
  expect(await sign('townReporter', 'township')).toBe('not-found');
  expect(await sign('reviewer', 'school')).toBe('not-found');
  expect(await sign('editor', 'township')).toBe('forbidden');
  expect(await sign('townshipReporter', 'office')).toBe('not-found');
  expect(await sign('townshipReporter', 'township')).toBe('signed');
  expect(await sign('townshipReporter', 'township')).toBe('conflict');
  expect(await sign('reviewer', 'bureau')).toBe('signed');
  expect(await sign('reporter', 'bureau')).toBe('conflict');
  const found = await mine('townshipReporter');
  expect(typeof found === 'string' ? found : [found.unsigned, found.rows[0]?.signed?.by]).toEqual([0, '吴报送']);
  const open = await mine('townshipReporter', { unsigned: true });
  expect(typeof open === 'string' ? open : open.rows).toEqual([]);
});

it('the office sees who has not signed, and history who has', async () => {
  const outcome = await place.as('editor').see<BulletinReceipts>('bulletin-receipts', { site: place.site });
  if (!outcome.ok) throw new Error(outcome.code);
  expect(outcome.value.issues.map(({ bulletin, units, signed }) => [bulletin, units, signed])).toEqual([[first, 4, 2]]);
  expect(outcome.value.units.map(({ name, signedBy }) => `${name} ${signedBy}`)).toEqual([
    '第一小学 null',
    '城关镇 null',
    '县教育局 李审核',
    '山口乡 吴报送',
  ]);
  const history = await world.db.selectFrom('history').select(['by_actor']).where('step', '=', 'bulletin.sign').orderBy('id').execute();
  expect(history.map(({ by_actor }) => by_actor)).toEqual(['吴报送', '李审核']);
});

it('a corrected issue is no longer signed for, its correction is', async () => {
  const second = await issued(first);
  expect(await sign('townReporter', 'town')).toBe('wrong-state');
  expect(await sign('townReporter', 'town', second)).toBe('signed');
  const found = await mine('townshipReporter');
  expect(typeof found === 'string' ? found : found.rows.map(({ bulletin }) => bulletin)).toEqual([second]);
});
