// The demo office at work: every state is there, made by the actions, on a platform that is nobody's.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { startSession } from '../../src/actions/start-session.ts';
import { buildWork, type WorkDone, type WorkDoor } from '../../src/cli/demo-work.ts';
import { accountTable } from '../../src/cli/demo-work-accounts.ts';
import type { DemoCommissions } from '../../src/cli/demo-work-commissions.ts';
import { demoPictures } from '../../src/cli/demo-work-files.ts';
import { DAYS_OF_WORK, type DemoData, daysAfter, midnight, onWorkingDay, planWork } from '../../src/cli/demo-work-plan.ts';
import { steps as knownSteps } from '../../src/cli/demo-work-steps.ts';
import { readTexts } from '../../src/cli/demo-work-texts.ts';
import { defaultSettings } from '../../src/domain/organisation/settings.ts';
import { heldRoles, roleNames, visitorActor } from '../../src/domain/permission.ts';
import { submissionStates } from '../../src/domain/submission/lifecycle.ts';
import { openContentStore } from '../../src/files/content-store.ts';
import { deliverPublications } from '../../src/jobs/deliver-publications.ts';
import { readerOfSite, rescanTexts } from '../../src/jobs/rescan-texts.ts';
import { inspectUpload } from '../../src/reading/upload-inspect.ts';
import { actorOfPerson } from '../../src/store/actors.ts';
import { placeIds } from '../../src/store/place-ids.ts';
import { openWorld, testTools, type World } from '../support/world.ts';

const now = new Date('2026-11-23T10:20:00+08:00');
const assets = join(import.meta.dirname, '../../assets/demo-work');
let world: World;
let folder: string;
let root: string;
let platform: Platform;
let door: WorkDoor;
let work: WorkDone;

/** What the demo office needs of a platform that keeps its files in a folder. */
function doorTo({ db, database }: World, kept: string): WorkDoor {
  const documents = openContentStore(join(kept, 'documents'));
  const pages = join(kept, 'published');
  const send = async () => ({ ok: false as const, fault: 'the demo sends nothing' });
  return {
    assets,
    actorOf: (person, at) => actorOfPerson(database.pool, person, at),
    idsOf: (site) => placeIds(db, site),
    keep: (bytes) => documents.put(bytes),
    deliver: async (clocked) => {
      await deliverPublications(clocked, { root: pages, send, documents });
    },
    rescan: async (clocked) => {
      await rescanTexts(clocked, { readerOf: readerOfSite(clocked, async () => 'shipped'), seconds: 120 });
    },
    block: async (site, name) => {
      await mkdir(join(pages, site), { recursive: true });
      await writeFile(join(pages, site, name), '');
    },
  };
}

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'demo-work-'));
  root = join(folder, 'published');
  platform = { pool: world.database.pool, tools: testTools, now: () => now };
  door = doorTo(world, folder);
  work = await buildWork(platform, door);
}, 180_000);

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

/** The first column of the first row. */
async function one(sql: string): Promise<unknown> {
  const { rows } = await world.database.pool.query({ text: sql, rowMode: 'array' });
  return rows[0]?.[0];
}
const column = async (sql: string): Promise<readonly unknown[]> =>
  (await world.database.pool.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);

describe('the demo office at work', () => {
  it('has items in every state that an office makes itself, and counts them as the tables do', async () => {
    expect(Object.keys(work.states).sort()).toEqual(submissionStates.filter((state) => state !== 'recorded').toSorted());
    const { rows } = await world.database.pool.query('select state, count(*) as items from submissions group by state');
    expect(work.states).toEqual(Object.fromEntries(rows.map(({ state, items }) => [state, items])));
    expect(work.items).toBeGreaterThan(250);
  });

  it('inspected and found errors: one of each that the office deals with, confirmed, refuted, handed over, answered, closed, late', async () => {
    const states = (sql: string) => column(`select distinct state from ${sql} order by 1`);
    expect(await states('inspections')).toEqual(['concluded']);
    expect(await states('inspection_findings')).toEqual(['confirmed', 'refuted']);
    expect(await states('rectifications where inspection_finding_id is not null')).toEqual(['closed', 'noticed', 'replied']);
    const wording = ['closed', 'dismissed', 'found', 'noticed', 'replied'];
    expect(await states('rectifications where submission_id is not null')).toEqual(wording);
    expect(await one('select count(*) from rectifications where overdue_on is not null')).toBe(2);
    expect(await one(`select count(*) from facts where fact in ('deduction', 'veto') and kind <> '逾期整改'`)).toBeGreaterThanOrEqual(8);
    expect(await one(`select count(*) from facts where kind = '逾期整改'`)).toBe(2);
    expect(await column('select document_number from inspection_issues')).toEqual(['云政办函〔2026〕58号']);
  });

  it('keeps words of its own and persons in office, looked through what it published, and decided some of what was found', async () => {
    expect(await one(`select count(*) from site_wording where state = 'active'`)).toBe(5);
    expect(await column('select post from office_holders order by position')).toEqual(['县长', '常务副县长']);
    expect(await one('select ended_at is not null and looked = due and found > 2 from rescan_walks')).toBe(true);
    expect(await column('select distinct state from rescan_findings order by 1')).toEqual(['confirmed', 'found', 'ignored']);
    expect(await column('select answer from wording_answers order by id')).toEqual(['taken', 'ignored']);
    expect(await column(`select found from wording_answers where answer = 'ignored'`)).toEqual(['打造']);
  });

  it('refused for each reason of the list, and gave each author the words', async () => {
    const codes = await column('select distinct reason_code from submissions where reason_code is not null order by 1');
    expect(codes).toEqual(defaultSettings.rejectReasons.map(({ code }) => code).toSorted());
    expect(await one(`select count(*) from submissions where state = 'rejected' and coalesce(reason, '') = ''`)).toBe(0);
  });

  it('has one case of everything beside the straight way', async () => {
    const cases: Readonly<Record<string, string>> = {
      'ratified urgent': `select count(*) from submission_signatures where as_what = 'ratifier'`,
      'urgent, not ratified': 'select count(*) from submissions where ratify',
      'failed delivery': `select count(*) from publications where state = 'failed'`,
      'set for later': `select count(*) from publications where state = 'due' and due_at > '${now.toISOString()}'`,
      'taken down': `select count(*) from publications where state = 'withdrawn'`,
      corrected: `select count(*) from publications where state = 'replaced'`,
      'claimed above': `select count(*) from adoptions where state = 'claimed'`,
      'confirmed above': `select count(*) from adoptions where state = 'confirmed'`,
      'refuted above': `select count(*) from adoptions where state = 'refuted'`,
      'instruction claimed': `select count(*) from instructions where state = 'claimed'`,
      'instruction confirmed': `select count(*) from instructions where state = 'confirmed'`,
      model: 'select count(*) from submissions where model_comment is not null',
      pinned: 'select count(*) from submission_pins',
      'expert’s comment': `select count(*) from submission_remarks where kind = 'expert'`,
      'expert’s visits': 'select count(*) from expert_visits',
      'for some only': 'select count(*) from submissions where people is not null',
      'from paper': 'select count(*) from submissions where paper_on is not null',
      'joint by report': `select count(*) from submissions where joint_ids <> '{}'`,
      'credit shared after merging': 'select count(*) from facts where joint and not lead',
      'interview with transcript': `select count(*) from submissions s join submission_texts t using (site_id) where t.submission_id = s.id
         and s.kind = 'interview' and jsonb_array_length(t.content #> '{interview,transcript}') > 3`,
      'interview counted': `select count(*) from facts where fact = 'interview'`,
      'interpretation counted': `select count(*) from facts where fact = 'interpretation'`,
      'attached docx': `select count(*) from submission_files f join files using (site_id, sha256) where files.name like '%.docx'`,
      'picture in a text': `select count(*) from submission_texts where body like '%<img %'`,
      'table in a text': `select count(*) from submission_texts where body like '%<table>%'`,
      'claimed by an editor': `select count(*) from submissions where claimed_by is not null and state = 'submitted'`,
      'claimed by a reviewer': `select count(*) from submissions where claimed_by is not null and state = 'in-review'`,
      'at the second level': `select count(*) from submissions where state = 'in-review' and level = 1 and levels = 2`,
      'marked urgent': `select count(*) from submissions where urgent and state = 'submitted'`,
      ...Object.fromEntries(
        ['asked', 'accepted', 'gathering', 'drafting', 'sent', 'declined', 'missed', 'excused', 'moved'].map((state) => [
          `commission ${state}`,
          `select count(*) from commission_tasks where state = '${state}'`,
        ]),
      ),
      'commission in time': `select count(*) from facts where outcome = 'done'`,
      'commission late': `select count(*) from facts where outcome = 'late'`,
      'commission missed by the clock': `select count(*) from history where step = 'commission.lapse'`,
      'commission overdue': `select count(*) from commission_tasks t join commissions c on c.site_id = t.site_id and c.id = t.commission_id
         where t.state = 'drafting' and c.due_on < '${now.toISOString().slice(0, 10)}'`,
      'commission settled': `select count(*) from commissions where state = 'closed'`,
      'renamed unit': `select count(*) from unit_names where kind = 'former'`,
      'merged unit': 'select count(*) from units where merged_into is not null',
      'who left': `select count(*) from people where state = 'left'`,
      'without a reviewer': `select count(*) from submissions s join units u on u.site_id = s.site_id and u.id = s.unit_id
         where u.key = '枫林乡' and s.levels = 0 and s.state = 'published'`,
    };
    const missing: string[] = [];
    for (const [name, sql] of Object.entries(cases)) if (!((await one(sql)) as number)) missing.push(name);
    expect(missing).toEqual([]);
  });

  it('keeps the rules of the office: nobody signs twice, and every state has its line of history', async () => {
    expect(
      await one(`select count(*) from submission_signatures a join submission_signatures b using (site_id, submission_id, version_number)
        where a.id < b.id and a.person_id = b.person_id and a.as_what <> b.as_what`),
    ).toBe(0);
    const lost = `select count(*) from submissions s where not exists (select from history h where h.site_id = s.site_id
      and h.thing = 'submission' and h.thing_id = s.id::text and h.to_state = s.state)`;
    expect(await one(lost)).toBe(0);
    expect(await one(`select count(*) from history where at > '${now.toISOString()}'`)).toBe(0);
  });

  it('left no open place in any text, and wrote no text twice in the same words', async () => {
    expect(await one(`select count(*) from submission_versions where title ~ '[{}]' or body ~ '[{}]'`)).toBe(0);
    const bodies = (await one('select count(distinct body) from submission_texts')) as number;
    expect(bodies).toBe(work.items);
  });

  it('published pages into the folder of its channel, and none of what was taken down', async () => {
    const pages = await readdir(join(root, work.site, 'www'));
    const there = await column(`select distinct p.submission_id::text from publications p join submissions s on s.site_id = p.site_id
      and s.id = p.submission_id where p.state = 'delivered' and p.channel_id is not null and s.state = 'published'`);
    expect(there.length).toBeGreaterThan(20);
    expect(there.filter((id) => !pages.includes(String(id)))).toEqual([]);
    const page = await readFile(join(root, work.site, 'www', String(there[0]), 'index.html'), 'utf8');
    expect(page).toContain('name="ArticleTitle"');
  });

  it('issued the bulletins of its whole months from the facts that the actions posted', async () => {
    expect(work.bulletins.map(({ title, findings }) => [title.slice(2, 10), findings])).toEqual([
      ['2026年9月县', undefined],
      ['2026年10月', undefined],
    ]);
    // But for what was never written: commissions that were missed, and what inspections found.
    expect(
      await one(
        `select count(*) from facts where submission_id is null and fact not in ('commission', 'adjustment') and source_key not like '%inspection:%'`,
      ),
    ).toBe(0);
  });

  it('says in them what was joint, and is not called wrong for it', async () => {
    const findings = work.bulletins.flatMap(({ issued }) => issued?.findings ?? []);
    expect(findings.length).toBeGreaterThan(0);
    for (const { severity, explanation } of findings)
      expect([severity, explanation]).toEqual(['note', expect.stringContaining('联合报送')]);
  });

  // Where there is time for it: each is an office of three months.
  it.each(process.env['LONG'] === '1' ? ['2027-04-05', '2028-03-01'] : [])(
    'issues them on %s too',
    async (day) => {
      const other = await openWorld();
      const kept = await mkdtemp(join(tmpdir(), 'demo-work-'));
      try {
        const at = new Date(`${day}T10:20:00+08:00`);
        const { bulletins } = await buildWork({ pool: other.database.pool, tools: testTools, now: () => at }, doorTo(other, kept));
        expect(bulletins.length).toBeGreaterThan(1);
        expect(bulletins.flatMap(({ findings }) => findings ?? [])).toEqual([]);
      } finally {
        await other.close();
        await rm(kept, { recursive: true, force: true });
      }
    },
    120_000,
  );

  it('has an appeal that waits, one that was granted and one that was refused, each answered by another person', async () => {
    const states = await column('select state from appeals order by state');
    expect(states).toEqual(['granted', 'raised', 'refused']);
    expect(await one(`select count(*) from appeals where state = 'granted' and remedy = 'reverse'`)).toBe(1);
    expect(await one(`select count(*) from appeals where raised_by = answered_by or due_on <= raised_at::date`)).toBe(0);
    expect(
      await one(
        `select count(*) from facts f join facts a on a.site_id = f.site_id and a.ref_id = f.id where f.fact = 'refusal' and a.note like '申诉：%'`,
      ),
    ).toBe(1);
  });

  it('has bulletins that most units signed for, and a letter to those that reported nothing, which one of them opened', async () => {
    const [signed, units] = [await one('select count(*) from bulletin_receipts'), await one('select count(*) from units')] as number[];
    expect(signed).toBeGreaterThan((units ?? 0) * 2 * 0.6);
    expect(signed).toBeLessThan((units ?? 0) * 2);
    expect(
      await one(
        `select count(*) from bulletin_receipts r join bulletin_issues i using (site_id, bulletin_id) where r.signed_at < i.frozen_at`,
      ),
    ).toBe(0);
    expect(await one('select count(*) from letters')).toBeGreaterThan(1);
    expect(await one('select count(*) from letter_readings')).toBe(2);
  });

  it('gives accounts for every role, with which one signs in', async () => {
    expect(new Set(work.accounts.map(({ role }) => role))).toEqual(new Set(heldRoles.map((role) => roleNames[role])));
    for (const { signInName, password } of work.accounts) {
      const started = await perform(platform, visitorActor, startSession, { signInName, password, address: '127.0.0.1', agent: 'test' });
      expect(started).toMatchObject({ ok: true, value: { signedIn: true, mustChangePassword: false } });
    }
    const table = accountTable(work.accounts);
    for (const { signInName, password } of work.accounts) expect(table).toMatch(new RegExp(`${signInName} +${password}\\n`));
    expect(new Set(work.accounts.map(({ password }) => password)).size).toBe(work.accounts.length);
  });

  it('is never built where people have accounts already', async () => {
    await expect(buildWork(platform, door)).rejects.toThrow('somebody’s own');
  });
});

describe('the plan of the demo office', () => {
  const data = async (): Promise<DemoData> => {
    const json = async (name: string) => JSON.parse(await readFile(join(assets, `${name}.json`), 'utf8'));
    const names = ['site', 'stories', 'paths', 'places', 'commissions'];
    const [site, stories, paths, places, { stories: answers }] = await Promise.all(names.map(json));
    return { units: site.units, texts: await readTexts(join(assets, 'texts')), stories: [...stories, ...answers], paths, places };
  };

  it('is the same for the same moment', async () => {
    expect(planWork(await data(), now)).toEqual(planWork(await data(), now));
  });

  it('holds on any day of two years: told to the end on purpose, in order, never after now, and never far back', async () => {
    const given = await data();
    const wrong: string[] = [];
    for (let day = 0; day < 730; day += 13) {
      const moment = new Date(now.getTime() + day * 86_400_000 + (day % 5) * 3_600_000);
      const stories = planWork(given, moment);
      const holds = (what: string, key: string, truth: boolean): void => void (truth || wrong.push(`${day} ${key}: ${what}`));
      holds('too few', 'all', stories.length > 220);
      for (const { key, steps } of stories) {
        const times = steps.map(({ at }) => at.getTime());
        const inOrder = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
        holds('out of order', key, inOrder);
        holds('after now', key, (times.at(-1) ?? 0) < moment.getTime());
        holds('far back', key, (times[0] ?? 0) > moment.getTime() - (DAYS_OF_WORK + 2) * 86_400_000);
        holds(
          'a word that nobody knows',
          key,
          steps.every((step) => Object.hasOwn(knownSteps, step.do)),
        );
      }
      for (const { key, steps } of given.stories) {
        const told = stories.find((story) => story.key === key)?.steps.length;
        holds('not told to its end', key, told === steps.filter((word) => !word.startsWith('+')).length);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers what was commissioned after it was asked, in time or late as it is meant, on any day of two years', async () => {
    const given = await data();
    const asked = JSON.parse(await readFile(join(assets, 'commissions.json'), 'utf8')) as DemoCommissions;
    const wrong: string[] = [];
    for (let day = 0; day < 730; day += 7) {
      const moment = new Date(now.getTime() + (day + (day % 5)) * 86_400_000);
      const stories = planWork(given, moment);
      for (const { key } of asked.stories) {
        const steps = stories.find((story) => story.key === key)?.steps ?? [];
        const said = steps.find((step) => step.do === 'answer');
        const one = asked.commissions.find((commission) => commission.key === said?.said[0]);
        const last = steps.findLast((step) => step.do === 'approve')?.at ?? steps.at(-1)?.at;
        if (!one || !said || !last) throw new Error(key);
        const placed = daysAfter(onWorkingDay(daysAfter(midnight(moment), -one.placed), -1), 0.5);
        const isLate = last >= daysAfter(midnight(moment), 1 - one.due);
        if (said.at < placed || isLate !== key.endsWith('-late')) wrong.push(`${day} ${key}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has at least sixty texts of 200 to 900 characters', async () => {
    const { texts } = await data();
    expect(texts.length).toBeGreaterThanOrEqual(60);
    expect(new Set(texts.map(({ key }) => key)).size).toBe(texts.length);
    for (const { key, paragraphs, transcript = [] } of texts) {
      const said = [...paragraphs, ...transcript.map(([, words]) => words)].map((one) => (typeof one === 'string' ? one : '')).join('');
      expect(said.length, key).toBeGreaterThanOrEqual(200);
      expect(said.length, key).toBeLessThanOrEqual(900);
    }
  });
});

describe('the pictures of the demo office', () => {
  it('are real ones, the same every time', async () => {
    const pictures = demoPictures();
    expect(pictures).toEqual(demoPictures());
    for (const { name, bytes } of pictures) {
      const seen = await inspectUpload(bytes, name);
      expect(seen.ok && seen.value).toMatchObject({ kind: 'png', width: 480, height: 300 });
    }
  });
});
