// Whom an author may choose among: just those who could see the item were it open.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { may } from '../../src/domain/permission.ts';
import { loadSubmission } from '../../src/store/submissions.ts';
import { submissionPeople } from '../../src/views/submission-people.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
let drafted: Stepped;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  // What counts is who holds a role today, by the database's clock.
  drafted = await place.as('schoolReporter').must('submission.draft', { site: place.site, unit: place.units.school, title: '校园' });
});
afterAll(() => world.close());

it('names those whose reach holds the item, reviewers above its unit among them, and nobody else', async () => {
  const { people } = await place.as('schoolReporter').look(submissionPeople, { site: place.site, submission: drafted.submission });
  const client = await world.database.pool.connect();
  const item = await loadSubmission(client, place.site, drafted.submission).finally(() => client.release());
  if (!item) throw new Error('no item');
  const wanted = (Object.keys(place.people) as OfficePerson[]).filter(
    // A draft is its unit's own; whom it is to be shown to is chosen for when it is sent.
    (who) => may(place.as(who).actor, 'submission.read', { ...item, unsent: false }) && !['auditor'].includes(who),
  );
  expect(people.map(({ id }) => id).sort()).toEqual(wanted.map((who) => place.people[who]).sort());
  expect(people.find(({ id }) => id === place.people.reviewer)).toMatchObject({ roles: ['审核人'], always: false });
  expect(people.find(({ id }) => id === place.people.schoolReporter)).toMatchObject({ always: true });
});

it('tells it only to those who may discuss the item', async () => {
  for (const who of ['reporter', 'townReviewer', 'leader'] as const) {
    const seen = await place.as(who).see('submission-people', { site: place.site, submission: drafted.submission });
    expect(seen).toMatchObject({ ok: false, code: 'not-found' });
  }
});
