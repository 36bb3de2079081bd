// What stands beside the desk's work: items that may be about the same event, who shares an item, the items behind a figure.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { titleLikeness } from '../../src/domain/submission/title-likeness.ts';
import type { Desk } from '../../src/views/desk.ts';
import type { NearSubmissions } from '../../src/views/near-submissions.ts';
import { type ReportedItems, reportedFigures } from '../../src/views/reported-items.ts';
import type { SubmissionDecisions } from '../../src/views/submission-decisions.ts';
import type { ReportingProblems } from '../../src/views/unit-month.ts';
import { drafted, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
const of = { site: 'office' };
const month = { ...of, from: '2024-05-01', to: '2024-05-31' };
/** From the town, which has one reviewer. */
async function fromTown(over: object): Promise<Stepped> {
  const sent = await place.as('townReporter').must('submission.submit', seen(place, await drafted(place, 'townReporter', 'town', over)));
  return place.as('townReviewer').must('submission.approve', seen(place, sent));
}
async function look<T>(view: string, input: object, who: OfficePerson = 'editor'): Promise<T> {
  const outcome = await place.as(who).see<T>(view, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

describe('items about the same event', () => {
  it('are other units’ items with the same title, or with a like one about the same days', async () => {
    const mine = await received(place, { title: '山口乡开展防汛应急演练' });
    const equal = await fromTown({ title: '山口乡开展防汛应急演练', eventOn: '2024-05-10' });
    const like = await fromTown({ title: '城关镇开展防汛应急演练', eventOn: '2024-05-13' });
    await fromTown({ title: '城关镇开展防汛应急演练', eventOn: '2024-05-08' });
    await fromTown({ title: '城关镇召开人大代表会议', eventOn: '2024-05-14' });
    await received(place, { title: '山口乡开展防汛应急演练' });
    const { rows } = await look<NearSubmissions>('near-submissions', { ...of, submission: mine.submission });
    expect(rows.map(({ submission, likeness }) => [submission, likeness === 1])).toEqual([
      [equal.submission, true],
      [like.submission, false],
    ]);
    expect(rows[1]).toMatchObject({ unitName: '城关镇', stateName: '已报送' });
  });

  it('are shown of what one may see, and for an item that one may see', async () => {
    const [first] = (await look<Desk>('desk', of)).rows;
    expect(await place.as('reporter').see('near-submissions', { ...of, submission: first?.submission })).toMatchObject({
      code: 'not-found',
    });
  });

  it('have likeness of titles between 0 and 1, whatever stands between the words', () => {
    expect(titleLikeness('县局召开会议', '县局：召开会议！')).toBe(1);
    expect(titleLikeness('县局召开会议', '植树造林')).toBe(0);
    expect(titleLikeness('', '')).toBe(1);
    expect(titleLikeness('甲', '乙')).toBe(0);
    expect(titleLikeness('城关镇开展防汛演练', '山口乡开展防汛演练')).toBeCloseTo(0.625);
  });
});

describe('the queue', () => {
  it('shows what nobody works on, where that is asked for', async () => {
    const item = await received(place, { title: '无人领办' });
    const open = () => look<Desk>('desk', { ...of, unclaimed: true }).then(({ rows }) => rows.map(({ submission }) => submission));
    expect(await open()).toContain(item.submission);
    await place.as('secondEditor').must('submission.claim', seen(place, item));
    expect(await open()).not.toContain(item.submission);
  });
});

describe('an item with others merged into it', () => {
  it('names all units that share it, each once, its own first', async () => {
    const lead = await received(place, { title: '并稿主稿', jointIds: [place.units.bureau] });
    const other = await fromTown({ title: '并稿之二', jointIds: [place.units.bureau] });
    const seenItem = ({ submission, version }: Stepped) => ({ submission, version });
    await place.as('editor').must('submissions.merge', { ...of, lead: seenItem(lead), items: [seenItem(other)] });
    const { sharing } = await look<SubmissionDecisions>('submission-decisions', { ...of, submission: lead.submission });
    expect(sharing.map(({ name }) => name)).toEqual(['山口乡', '县教育局', '城关镇']);
  });
});

describe('a figure of reporting', () => {
  it('opens into as many items as it says, for every unit and figure', async () => {
    const late = await received(place, { title: '一件迟报的', eventOn: '2024-04-01' });
    await place.as('editor').must('submission.reject', { ...seen(place, late), reasonCode: 'stale' });
    const { units } = await look<ReportingProblems>('reporting-problems', month);
    for (const one of units)
      for (const figure of reportedFigures) {
        const behind = await look<ReportedItems>('reported-items', { ...month, unit: one.unit.id, figure });
        expect([one.unit.name, figure, behind.count, behind.rows.length]).toEqual([one.unit.name, figure, one[figure], one[figure]]);
      }
    const township = units.find(({ unit }) => unit.name === '山口乡');
    expect(township).toMatchObject({ late: 1, rejected: 1, reasons: [{ code: 'stale', count: 1 }] });
    const refused = await look<ReportedItems>('reported-items', { ...month, reason: 'stale' });
    expect(refused.rows.map(({ title }) => title)).toEqual(['一件迟报的']);
    expect((await look<ReportedItems>('reported-items', { ...month, reason: 'quality' })).count).toBe(0);
  });

  it('comes in pages, says whose it is, and shows a unit only its own', async () => {
    const first = await look<ReportedItems>('reported-items', { ...month, unit: place.units.town, limit: 2 });
    expect(first).toMatchObject({ unitName: '城关镇', period: { name: '2024年5月' }, next: expect.any(String) });
    const second = await look<ReportedItems>('reported-items', { ...month, unit: place.units.town, limit: 2, after: first.next });
    expect(second.rows[0]!.submission).toBeLessThan(first.rows[1]!.submission);
    const own = await look<ReportedItems>('reported-items', month, 'townReviewer');
    expect(new Set(own.rows.map(({ unit }) => unit.name))).toEqual(new Set(['城关镇']));
    expect(await place.as('editor').see('reported-items', { ...month, to: '2024-04-01' })).toMatchObject({ code: 'bad-input' });
  });
});
