// Random walks over the rescan: whatever changes and whoever decides in whatever order, each wrong word of an item is one finding, and no decision is undone by a night.
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { rescanSteps } from '../../src/domain/rectification/rescan-lifecycle.ts';
import { type RescanOptions, rescanTexts } from '../../src/jobs/rescan-texts.ts';
import type { TextFinding } from '../../src/text/finding.ts';
import { received, seen } from '../support/make.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
});
// Sites of other walks are not looked through.
afterEach(() => place.as('head').must('site.configure', { site: place.site, settings: { rescan: { check: false } } }));
afterAll(() => world.close());

const corrections = { 布署: '部署', 检察: '检查', 帐户: '账户', 召开: '举行' } as const;
type Word = keyof typeof corrections;
const words = Object.keys(corrections) as Word[];
const sentences: Readonly<Record<Word, string>> = {
  布署: '布署工作。',
  检察: '检察安全。',
  帐户: '核对帐户。',
  召开: '召开会议。',
};
/** A text with the words whose bits are set. */
const bodyOf = (bits: number): string =>
  `<p>5月14日，${words.map((word, at) => (bits & (1 << at) ? sentences[word] : '走访群众。')).join('')}</p>`;

const workers: readonly OfficePerson[] = ['editor', 'secondEditor', 'head'];
const known = ['bad-input', 'stale-version', 'wrong-state', 'conflict', 'not-found', 'findings'];
const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 15) + day * 86_400_000).toISOString().slice(0, 10);
const taken = new Set<string>();

type Step = readonly [command: number, who: number, which: number];
const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(2), fc.nat(15)) as fc.Arbitrary<Step>, { minLength: 20, maxLength: 40 });

interface Walk {
  /** Which words are wrong now, as bits. */
  listed: number;
  day: number;
  items: number;
  /** Findings that somebody ignored, and nobody brought back. */
  readonly ignored: Set<number>;
}
interface FindingRow {
  readonly id: number;
  readonly version: number;
  readonly state: string;
  readonly word: string;
  readonly rule: string;
  readonly submission_id: number;
}
const query = async <T>(text: string): Promise<readonly T[]> => (await world.database.pool.query(text, [place.site])).rows as T[];
const findings = () => query<FindingRow>('select * from rescan_findings where site_id = $1 order by id');
/** Of published items their present text. */
const published = () =>
  query<{ id: number; version: number; body: string }>(
    `select s.id, s.version, v.body from submissions s join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version
     where s.site_id = $1 and s.state = 'published' order by s.id`,
  );

/** By the listed words; after so many texts the program is killed. */
const readerOf =
  ({ listed }: Walk, texts = Number.POSITIVE_INFINITY): RescanOptions['readerOf'] =>
  async () => {
    let left = texts;
    return {
      stamp: String(listed),
      look: async (text) => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return words.flatMap((word, at): TextFinding[] =>
          listed & (1 << at)
            ? [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
                ...{ start: index, end: index + word.length, text: word, kind: 'forbidden', severity: 'error' },
                ...{ suggestions: [corrections[word]], rule: `词表：${word}`, message: `“${word}”` },
              }))
            : [],
        );
      },
    };
  };
async function night(walk: Walk, killedAfter?: number): Promise<number> {
  walk.day += 1;
  place.at(`${dateOf(walk.day)}T02:00`);
  const looked = await rescanTexts(place.platform, { readerOf: readerOf(walk, killedAfter), most: 2 }).catch((fault: Error) => {
    expect(fault.message).toBe('killed');
    return 0;
  });
  place.at(`${dateOf(walk.day)}T09:00`);
  return looked;
}
async function publish(walk: Walk, bits: number): Promise<void> {
  walk.items += 1;
  const sent = await received(place, { title: `第${walk.items}件`, body: bodyOf(bits) });
  const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, sent), outlets: [{ outlet: place.outlets.site }] });
  await place.as('head').must('submission.publish', seen(place, adopted));
}

async function decide(walk: Walk, [command, who, which]: Step): Promise<void> {
  const all = await findings();
  const one = all[which % Math.max(all.length, 1)];
  if (!one) return;
  const worker = place.as(workers[who] as OfficePerson);
  const step = (['confirm', 'ignore', 'recall'] as const)[command % 3] ?? 'ignore';
  // Of one, by what was seen of it (which may be old); or of all that one rule found.
  const version = command % 7 === 0 ? Math.max(1, one.version - 1) : one.version;
  const byRule = command % 5 === 0 && step !== 'recall';
  const given = byRule ? { rule: one.rule, upTo: all.at(-1)?.id } : { items: [{ finding: one.id, version }] };
  const outcome = await worker.call<{ items: readonly { finding: number }[] }>(`rescan.${step}`, { site: place.site, ...given });
  if (!outcome.ok) {
    expect(known, outcome.code).toContain(outcome.code);
    return;
  }
  if (outcome.value.items.length > 0) taken.add(step);
  const { from } = rescanSteps[step];
  for (const { finding } of outcome.value.items) {
    expect(from as readonly string[]).toContain(all.find(({ id }) => id === finding)?.state);
    if (step === 'ignore') walk.ignored.add(finding);
    if (step === 'recall') walk.ignored.delete(finding);
  }
}

async function tryStep(walk: Walk, step: Step): Promise<void> {
  const [command, , which] = step;
  if (command < 20) await night(walk, command < 6 ? which % 3 : undefined);
  else if (command < 30) walk.listed = which;
  else if (command < 38 && walk.items < 8) await publish(walk, which);
  else if (command < 52) {
    const all = await published();
    const one = all[which % Math.max(all.length, 1)];
    if (!one) return;
    const at = { site: place.site, submission: one.id, version: one.version, reason: '随机' };
    const given = command < 40 ? ['submission.withdraw', at] : ['submission.correct', { ...at, body: bodyOf((which * 7 + command) % 16) }];
    const outcome = await place.as('head').call(given[0] as string, given[1]);
    if (!outcome.ok) expect(known, outcome.code).toContain(outcome.code);
  } else await decide(walk, step);
}

/** What holds at any moment, also between a crash and the next night. */
async function always(walk: Walk): Promise<void> {
  // Ignored stays ignored, whatever words and texts became, until somebody brings it back.
  const ignored = (await findings()).filter(({ state }) => state === 'ignored').map(({ id }) => id);
  expect(ignored).toEqual([...walk.ignored].sort((a, b) => a - b));
  // What is confirmed is one error of the office's list, of this item and word; nothing is deducted before somebody else confirms it there.
  expect(
    await query(`select f.id from rescan_findings f left join rectifications r on r.site_id = f.site_id and r.id = f.rectification_id
      where f.site_id = $1 and (f.state = 'confirmed') <> (r.id is not null and r.submission_id = f.submission_id and r.word = f.word)`),
  ).toEqual([]);
  expect(await query(`select submission_id, word from rectifications where site_id = $1 group by 1, 2 having count(*) > 1`)).toEqual([]);
  expect(await query(`select id from facts where site_id = $1 and fact = 'deduction'`)).toEqual([]);
  // Each decision is an answer to proofreading.
  expect(
    await query(`select f.id from rescan_findings f where f.site_id = $1 and f.state = 'ignored' and not exists (select from wording_answers a
      where a.site_id = f.site_id and a.submission_id = f.submission_id and a.found = f.found and a.answer = 'ignored')`),
  ).toEqual([]);
  // The walk's row counts no more than there was to look at.
  expect(await query('select site_id from rescan_walks where site_id = $1 and (looked < 0 or tonight < 0 or found < 0)')).toEqual([]);
}

/** After a night that was not disturbed: what waits is what is wrong in what is published, no more and no less. */
async function atRest(walk: Walk): Promise<void> {
  await night(walk);
  await night(walk);
  const all = await findings();
  const texts = await published();
  const standing = texts.flatMap(({ id, body }) =>
    words.filter((word, at) => walk.listed & (1 << at) && body.includes(word)).map((word) => `${id} ${word}`),
  );
  const keyOf = ({ submission_id, word }: FindingRow): string => `${submission_id} ${word}`;
  const decided = new Set(all.filter(({ state }) => state === 'confirmed' || state === 'ignored').map(keyOf));
  const waiting = all.filter(({ state }) => state === 'found').map(keyOf);
  expect(waiting.sort()).toEqual(standing.filter((key) => !decided.has(key)).sort());
  expect(new Set(all.map(keyOf)).size).toBe(all.length);
  // A further night under the same words looks at nothing.
  expect(await night(walk)).toBe(0);
  expect(await findings()).toEqual(all);
}

let serial = 0;
it('keep every decision, and find what is wrong in what is published, in every order', { timeout: walkTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      if (serial > 0) await place.as('head').must('site.configure', { site: place.site, settings: { rescan: { check: false } } });
      serial += 1;
      place = await office(world, `rescan-walk-${serial}`);
      const walk: Walk = { listed: 0b0111, day: 0, items: 0, ignored: new Set() };
      for (const bits of [0b0001, 0b0111, 0b1010]) await publish(walk, bits);
      await night(walk);
      for (const step of walked) await tryStep(walk, step);
      await always(walk);
      await atRest(walk);
      await always(walk);
    }),
    { numRuns: process.env['LONG'] === '1' ? 60 : 8, endOnFailure: true },
  );
  expect([...taken].sort()).toEqual(['confirm', 'ignore', 'recall']);
});
