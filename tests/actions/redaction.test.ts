// Redaction: two persons; no trace of the passage in any table; nothing else changed, and nobody can change anything else.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redactionStates, redactionSteps, takeRedaction } from '../../src/domain/submission/redaction.ts';
import { indexSearches } from '../../src/jobs/index-search.ts';
import { removeFiles } from '../../src/jobs/remove-files.ts';
import { fileReached } from '../../src/store/files.ts';
import type { HistoryVerification } from '../../src/views/history-verification.ts';
import { redactions } from '../../src/views/redactions.ts';
import { search } from '../../src/views/search.ts';
import { submission as submissionView } from '../../src/views/submission.ts';
import { content, drafted, received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

const secret = '张三丰 & 150428<199001>0012';
const inHtml = '张三<b>丰&nbsp;&amp;</b> 150428&lt;1990<a href="https://x.cn/150428">01&gt;00</a>12';
const mask = '■'.repeat(Array.from(secret).length);
const bytes = Buffer.from('bytes of the attached file');
const sha256 = createHash('sha256').update(bytes).digest('hex');

let world: World;
let owner: pg.Client;
let here: Office;
let offices = 0;
beforeAll(async () => {
  world = await openWorld();
  owner = await world.database.connectOwner();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});
beforeEach(async () => {
  offices += 1;
  here = await office(world, `redact-${offices}`);
});

const file = (name: string) => ({ sha256, name, mediaType: 'application/pdf', byteSize: bytes.length });
const keep = (who: 'reporter' | 'townshipReporter' = 'townshipReporter') =>
  here.as(who).must('file.keep', { site: here.site, ...file(`${secret}的材料.pdf`) });

/** An item that says the secret wherever something is said, published and found by it. */
async function saying() {
  await keep();
  const draft = await drafted(here, 'townshipReporter', 'township', {
    title: `关于${secret}的公示`,
    body: `<p>5月14日，公示${inHtml}的低保申请，${secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}。</p><p>其他照旧。</p>`,
    content: content({ byline: secret, attachments: [{ ...file(`${secret}的材料.pdf`), description: `${secret}的证明` }] }),
  });
  const sent = await here.as('townshipReporter').must('submission.submit', seen(here, draft), { idempotencyKey: `key-${here.site}` });
  await here.as('editor').must('submission.comment', { site: here.site, submission: sent.submission, body: `${secret}已核对` });
  const adopted = await here.as('editor').must('submission.adopt', {
    ...seen(here, sent),
    outlets: [{ outlet: here.outlets.site }],
  });
  const out = await here.as('head').must('submission.publish', seen(here, adopted));
  await indexSearches(here.platform);
  return out;
}

const propose = (submission: number, more: object = {}) =>
  here
    .as('editor')
    .must<{ redaction: number }>('redaction.propose', { site: here.site, submission, passage: secret, reason: '含身份证号', ...more });
const confirm = (redaction: number, who: 'head' | 'secondEditor' = 'head') =>
  here
    .as(who)
    .must<{ versions: number[]; inHistory: number; inBulletins: number }>('redaction.confirm', { site: here.site, redaction, version: 1 });

/** Every row of every table that holds a text, as text. */
async function rowsWith(text: string): Promise<readonly string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const found: string[] = [];
  const written = JSON.stringify(text).slice(1, -1);
  for (const { name } of rows) {
    const { rowCount } = await owner.query(
      `select from ${name} t where strpos(t::text, $1) > 0 or strpos(to_jsonb(t)::text, $2) > 0 or strpos(replace(replace(replace(regexp_replace(t::text, '<[^>]*>', '', 'g'), '&amp;', '&'), '&lt;', '<'), '&gt;', '>'), $1) > 0`,
      [text, written],
    );
    if ((rowCount ?? 0) > 0) found.push(name);
  }
  return found;
}

describe('a redaction', () => {
  it('leaves no trace of the passage in any table, of the file no bytes, and keeps hashes and the trail', async () => {
    const { submission } = await saying();
    const before = await rowsWith(secret);
    expect(before).toEqual(
      expect.arrayContaining(['submissions', 'submission_texts', 'submission_versions', 'submission_remarks', 'files']),
    );
    const hashes = () =>
      world.db.selectFrom('submission_versions').select(['number', 'sha256']).where('site_id', '=', here.site).orderBy('number').execute();
    const signed = await hashes();
    const { redaction } = await propose(submission, { files: [sha256] });
    const done = await confirm(redaction);
    expect(done).toMatchObject({ inHistory: 0, inBulletins: 0, versions: signed.map(({ number }) => number) });
    expect(await rowsWith(secret)).toEqual([]);
    expect(await hashes()).toEqual(signed);
    const text = await world.db.selectFrom('submission_versions').selectAll().where('site_id', '=', here.site).executeTakeFirstOrThrow();
    expect(text.title).toBe(`关于${mask}的公示`);
    expect(text.body).toMatch(/^<p>5月14日，公示■+<strong>■+<\/strong>■+<a[^>]*>■+<\/a>■+的低保申请，■+。<\/p><p>其他照旧。<\/p>$/);
    expect(text.body.match(/■/g)).toHaveLength(2 * mask.length);
    expect(text.content).toMatchObject({ byline: mask, attachments: [], phone: '0471-1234567', declaredNotSecret: true });
    const history = await world.db
      .selectFrom('history')
      .select(['step', 'thing', 'by_actor'])
      .where('site_id', '=', here.site)
      .where('step', 'like', 'redaction%')
      .execute();
    expect(history.map(({ step, thing }) => `${step} ${thing}`).sort()).toEqual([
      'redaction.confirm redaction',
      'redaction.confirm submission',
      'redaction.propose redaction',
      'redaction.propose submission',
    ]);
  });

  it('leaves no trace in what lies around the item: its commission, the appeal about it, and what is searched of them', async () => {
    const { site, units } = here;
    const placed = { site, title: `约${secret}一稿`, brief: `写${secret}`, due: '2024-06-01', mayDecline: true, units: [units.township] };
    const { commission } = await here.as('editor').must<{ commission: number }>('commission.place', placed);
    const task = await world.db
      .selectFrom('commission_tasks')
      .selectAll()
      .where('commission_id', '=', commission)
      .executeTakeFirstOrThrow();
    const draft = await drafted(here, 'townshipReporter', 'township', { title: `关于${secret}的公示` });
    const answer = { site, task: task.id, version: task.version, submission: draft.submission };
    await here.as('townshipReporter').must('commission.answer', answer);
    const sent = await here.as('townshipReporter').must('submission.submit', seen(here, draft));
    const said = {
      kind: 'variant',
      severity: 'note',
      rule: '用语',
      text: secret,
      context: `关于${secret}的公示`,
      start: 2,
      answer: 'ignored',
    };
    await here.as('editor').must('wording.answer', { site, submission: sent.submission, ...said });
    await here.as('editor').must('submission.reject', { ...seen(here, sent), reasonCode: 'quality', reason: `${secret}不宜公开` });
    const appealed = { site, unit: units.township, about: 'rejection', submission: sent.submission, reason: `${secret}已同意公开` };
    const { appeal } = await here.as('townshipReporter').must<{ appeal: number }>('appeal.raise', appealed);
    await here.as('head').must('appeal.refuse', { site, appeal, version: 1, reason: `${secret}没有书面同意` });
    await indexSearches(here.platform);
    const tokens = async () =>
      (
        await owner.query<{ thing: string }>(
          `select thing from search_texts where site_id = $1 and strpos(tokens::text, $2) > 0 order by 1`,
          [site, '三丰'],
        )
      ).rows.map(({ thing }) => thing);
    expect(await tokens()).toEqual(['appeal', 'commission', 'submission']);
    const done = await confirm((await propose(sent.submission)).redaction);
    expect(await tokens()).toEqual([]);
    expect(await rowsWith(secret)).toEqual(['history']);
    expect(done).toMatchObject({ inHistory: 4, inLetters: 0 });
    const kept = await world.db.selectFrom('appeals').select(['reason', 'answer']).where('id', '=', appeal).executeTakeFirstOrThrow();
    expect(kept).toEqual({ reason: `${mask}已同意公开`, answer: `${mask}没有书面同意` });
  });

  it('takes it out of search at once', async () => {
    const { submission } = await saying();
    const found = async (text: string) => (await here.as('editor').look(search, { site: here.site, text })).rows.length;
    expect(await found('张三丰')).toBe(1);
    const tokens = async () =>
      (
        await owner.query<{ tokens: string }>('select tokens::text from search_texts where site_id = $1 and thing_id = $2', [
          here.site,
          submission,
        ])
      ).rows[0]!.tokens;
    expect(await tokens()).toContain('三丰');
    await confirm((await propose(submission)).redaction);
    expect(await found('张三丰')).toBe(0);
    expect(await tokens()).not.toContain('三丰');
    expect(await found('低保申请')).toBe(1);
  });

  it('opens a file to nobody from then on, and its bytes go with the next round of the clock, unless another site has them', async () => {
    const { submission } = await saying();
    const kept = new Set([sha256]);
    const store = { exists: async (one: string) => kept.has(one), remove: async (one: string) => void kept.delete(one) };
    const { actor } = here.as('townshipReporter');
    const reached = async () => (await fileReached(owner, actor, here.site, sha256)) !== undefined;
    expect(await reached()).toBe(true);
    const there = await office(world, `${here.site}-b`);
    await there.as('reporter').must('file.keep', { site: there.site, ...file('同样的字节.pdf') });
    await confirm(
      (
        await here
          .as('editor')
          .must<{ redaction: number }>('redaction.propose', { site: here.site, submission, files: [sha256], reason: '含身份证' })
      ).redaction,
    );
    expect(await reached()).toBe(false);
    await removeFiles(here.platform, store);
    expect(kept.size).toBe(1);
    await owner.query('delete from files where site_id = $1', [there.site]);
    for (const other of ['redact-1'])
      await owner.query(
        'delete from files where site_id = $1 and site_id <> $2 and not exists (select from removed_files r where r.site_id = files.site_id)',
        [other, here.site],
      );
    await removeFiles(here.platform, store);
    expect(kept.size).toBe(await othersHold());
    expect(await here.as('townshipReporter').call('file.keep', { site: here.site, ...file('再传一次.pdf') })).toMatchObject({
      code: 'conflict',
    });
  });
  /** Offices of the other tests hold the same bytes. */
  const othersHold = async (): Promise<number> =>
    (
      await owner.query(
        'select from files f where sha256 = $1 and not exists (select from removed_files r where r.site_id = f.site_id) limit 1',
        [sha256],
      )
    ).rowCount ?? 0;

  it('is confirmed by another person than who proposed it, in the database too', async () => {
    const { submission } = await saying();
    const { redaction } = await propose(submission);
    const same = await here.as('editor').call('redaction.confirm', { site: here.site, redaction, version: 1 });
    expect(same).toMatchObject({ ok: false, code: 'conflict' });
    await expect(
      world.database.pool.query('select redact_submission($1, $2, $3, $4, now())', [here.site, redaction, here.people.editor, '郑编辑']),
    ).rejects.toMatchObject({ code: '42501' });
    await confirm(redaction, 'secondEditor');
    const again = await world.database.pool.query('select redact_submission($1, $2, $3, $4, now()) as done', [
      here.site,
      redaction,
      here.people.head,
      '陈主任',
    ]);
    expect(again.rows).toEqual([{ done: null }]);
    expect(await here.as('head').call('redaction.confirm', { site: here.site, redaction, version: 2 })).toMatchObject({
      code: 'wrong-state',
    });
  });

  it('that is refused changes nothing and forgets the passage it had copied', async () => {
    const { submission } = await saying();
    const { redaction } = await propose(submission);
    expect(await here.as('head').call('redaction.refuse', { site: here.site, redaction, version: 1, reason: ' ' })).toMatchObject({
      code: 'bad-input',
    });
    await here.as('editor').must('redaction.refuse', { site: here.site, redaction, version: 1, reason: '依法应当公示' });
    expect(await rowsWith(secret)).not.toContain('redactions');
    expect(await rowsWith(secret)).toContain('submission_versions');
  });

  it('is only proposed of what stands there, and with a reason that does not say it again', async () => {
    const { submission } = await saying();
    const refusal = async (more: object) => {
      const outcome = await here.as('editor').call('redaction.propose', { site: here.site, submission, reason: '含身份证号', ...more });
      return outcome.ok ? 'ok' : outcome.findings[0]?.code;
    };
    expect(await refusal({})).toBe('nothing');
    expect(await refusal({ passage: '没有的人' })).toBe('not-there');
    expect(await refusal({ passage: '张' })).toBe('too-short');
    expect(await refusal({ passage: '。。' })).toBe('too-short');
    expect(await refusal({ passage: '一\n二' })).toBe('lines');
    expect(await refusal({ passage: secret, reason: `${secret}的身份证号` })).toBe('repeats');
    expect(await refusal({ files: ['0'.repeat(64)] })).toBe('unknown-file');
    for (const who of ['townshipReporter', 'reviewer', 'leader', 'auditor', 'systemAdministrator'] as const) {
      const outcome = await here.as(who).call('redaction.propose', { site: here.site, submission, passage: secret, reason: '含身份证号' });
      expect(outcome.ok ? 'ok' : outcome.code, who).toMatch(/forbidden|not-found/);
    }
  });

  it('names where the text went out, until it is put right there', async () => {
    const { submission } = await saying();
    await confirm((await propose(submission)).redaction);
    const shown = await here.as('head').look(redactions, { site: here.site, state: 'done' });
    expect(shown.rows[0]).toMatchObject({
      passage: null,
      length: mask.length,
      copies: [{ channel: null, address: null }],
      versions: [1],
      steps: [],
    });
    const { version } = await world.db
      .selectFrom('submissions')
      .select('version')
      .where('site_id', '=', here.site)
      .where('id', '=', submission)
      .executeTakeFirstOrThrow();
    const stale = await here.as('head').call('submission.withdraw', { site: here.site, submission, version: version - 1, reason: '改正' });
    expect(stale, 'whoever had the old text open sees the new one first').toMatchObject({ code: 'stale-version' });
  });
});

it('verification of history explains a redacted text, and finds one that was changed otherwise', async () => {
  const { submission } = await saying();
  const verify = async () => {
    const outcome = await here.as('head').see<HistoryVerification>('history-verification', { site: here.site });
    return outcome.ok ? outcome.value.histories[0] : outcome;
  };
  expect(await verify()).toMatchObject({ intact: true, texts: { same: 1, redacted: 0 } });
  await confirm((await propose(submission)).redaction);
  expect(await verify()).toMatchObject({ intact: true, texts: { same: 0, redacted: 1 } });
  const other = await received(here, { title: '另一件' });
  await owner.query(`update submission_versions set body = body || '<p>添</p>' where site_id = $1 and submission_id = $2`, [
    here.site,
    other.submission,
  ]);
  expect(await verify()).toMatchObject({ intact: false, found: 1, findings: [{ kind: 'text-changed', submission: other.submission }] });
});

it('that is done is marked in its item: which texts, when, by whom; why only for whoever may redact', async () => {
  const { submission } = await saying();
  const { redaction } = await propose(submission);
  const marks = async (who: 'editor' | 'townshipReporter') =>
    (await here.as(who).look(submissionView, { site: here.site, submission })).redactions;
  expect(await marks('editor')).toEqual([]);
  const { versions } = await confirm(redaction);
  expect(await marks('editor')).toEqual([
    {
      ...{ versions, length: Array.from(secret).length, files: 0, proposedBy: '郑编辑', confirmedBy: '陈主任' },
      ...{ at: here.now().toISOString(), reason: '含身份证号' },
    },
  ]);
  expect(await marks('townshipReporter')).toMatchObject([{ versions, confirmedBy: '陈主任', reason: null }]);
});

describe('the one way in which a signed text is changed', () => {
  it('is open to nobody else: the app role changes no version, and forges no decision', async () => {
    const { submission } = await saying();
    const { redaction } = await propose(submission);
    for (const statement of [
      `update submission_versions set title = 'x'`,
      `update submission_remarks set body = 'x'`,
      `update submission_signatures set opinion = 'x'`,
      `update files set name = 'x'`,
      `update facts set note = 'x'`,
      `update redactions set versions = '{}'`,
      `update redactions set submission_id = 1`,
      `update redactions set files = '{}'`,
      `update redactions set proposed_by = null`,
      'delete from redactions',
      'delete from removed_files',
      `insert into removed_files values ('a', 'b', 1, now())`,
    ])
      await expect(world.database.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    const { rows } = await owner.query<{ name: string }>(
      `select proname as name from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
    );
    expect(rows).toEqual([{ name: 'redact_submission' }]);
    await confirm(redaction);
  });

  it('replaces the passage and nothing else, whatever text it stands in', async () => {
    const letter = fc.constantFrom(...Array.from('张三&<>" 5李'));
    const passage = fc.array(letter, { minLength: 1, maxLength: 4 }).map((letters) => letters.join(''));
    const piece = fc.oneof(letter, fc.constantFrom('<b>', '</b>', '<p>', '</p>', '<br>'));
    const escaped = (one: string): string =>
      one.length > 1 ? one : one.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), passage, async (pieces, wanted) => {
        const html = pieces.map(escaped).join('');
        const plain = pieces.filter((one) => one.length === 1).join('');
        const { rows } = await owner.query<{ html: string }>(`select redacted_html($1, $2, '{}') as html`, [html, wanted]);
        const result = rows[0]!.html;
        expect(
          result
            .replaceAll(/<[^>]+>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&quot;', '"')
            .replaceAll('&amp;', '&'),
        ).toBe(plain.replaceAll(wanted, '■'.repeat(Array.from(wanted).length)));
        expect(result.match(/<[^>]+>/g) ?? []).toEqual(html.match(/<[^>]+>/g) ?? []);
      }),
      { numRuns: 150 },
    );
  });

  it('takes images of a file out, leaves addresses of others, and masks descriptions', async () => {
    const html = `<p>一<img src="/api/file/a/${sha256}" alt="x">二<img src="/api/file/a/12" alt="身份证12">三</p>`;
    const { rows } = await owner.query<{ html: string }>(`select redacted_html($1, '12', $2) as html`, [html, [sha256]]);
    expect(rows[0]?.html).toBe('<p>一二<img src="/api/file/a/12" alt="身份证■■">三</p>');
  });
});

it('every state × every step, and SQL’s list of states', async () => {
  for (const state of redactionStates)
    for (const step of ['confirm', 'refuse'] as const) {
      const outcome = takeRedaction(step, { state, proposer: 1, person: 2, reason: '理由' });
      const open = (redactionSteps[step].from as readonly string[]).includes(state);
      expect(outcome.ok ? outcome.value : outcome.code).toBe(open ? redactionSteps[step].to : 'wrong-state');
    }
  const { rows } = await owner.query<{ text: string }>(
    `select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'redactions_state_check'`,
  );
  expect([...rows[0]!.text.matchAll(/'([\w-]+)'/g)].map(([, state]) => state)).toEqual([...redactionStates]);
});
