import '../../support/properties.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import type { CheckContext } from '../../../src/domain/checks/check.ts';
import { blockingOf, checks, runChecks } from '../../../src/domain/checks/checks.ts';
import { daysInText } from '../../../src/domain/checks/fresh.ts';
import { type CheckCode, checkCodes, checkModes, defaultSettings, type SiteSettings } from '../../../src/domain/organisation/settings.ts';
import { checked, content } from '../../support/make.ts';

const settings = (over: Partial<SiteSettings>): SiteSettings => ({ ...defaultSettings, ...over });
/** All checks as strict as they get, so that what one finds shows its own level. */
const strict = settings({ checks: Object.fromEntries(checkCodes.map((code) => [code, 'stop'])) as SiteSettings['checks'] });
const found = (over: Partial<CheckContext>) => runChecks(checked({ settings: strict, ...over }));
const codes = (over: Partial<CheckContext>): string[] => found(over).map(({ code }) => code);
const counts = (over: Partial<CheckContext['counts']>) => ({ ...checked().counts, ...over });
const day = (text: string): number => dayFrom(text) as number;

it('finds nothing in an item that is all right', () => {
  expect(found({})).toEqual([]);
  expect(runChecks(checked({ set: 'save' }))).toEqual([]);
  expect(found({ set: 'publish' })).toEqual([]);
});

describe('completeness', () => {
  it.each([
    ['title', { title: ' ' }],
    ['body', { body: '<p> </p>' }],
    ['section', { section: undefined }],
    ['contact', { content: content({ phone: '' }) }],
    ['signer', { content: content({ signer: ' ' }) }],
    ['disclosure', { disclosure: undefined }],
    ['secrecy-declared', { content: content({ declaredNotSecret: false }) }],
    ['event-date', { eventOn: undefined }],
  ] as const)('%s is asked for', (code, over) => {
    expect(codes(over)).toEqual([code]);
  });

  it('takes a signer who is the author, or one of the writers, for none', () => {
    expect(codes({ content: content({ signer: '张报送' }) })).toEqual(['signer']);
    expect(codes({ content: content({ byline: '李审核、王五', signer: '李审核' }), authorName: undefined })).toEqual(['signer']);
    expect(codes({ content: content({ byline: '王五', signer: '李审核' }) })).toEqual([]);
  });

  it('asks an interpretation for its document, and an interview for day, guest and questions, before publication for what was said', () => {
    expect(found({ kind: 'interpretation' }).map(({ where }) => where)).toEqual(['content.policy.title']);
    const interview = { plannedOn: '2024-05-20', guests: [{ name: '王局长' }], questions: ['为什么？'] };
    expect(found({ kind: 'interview', content: content({ interview: {} }) }).map(({ where }) => where)).toEqual([
      'content.interview.plannedOn',
      'content.interview.guests',
      'content.interview.questions',
    ]);
    expect(codes({ kind: 'interview', content: content({ interview }) })).toEqual([]);
    expect(codes({ kind: 'interview', set: 'publish', content: content({ interview }) })).toEqual(['kind-fields']);
    const transcript = [{ speaker: '主持人', said: '请讲' }];
    expect(codes({ kind: 'interview', set: 'publish', body: '', content: content({ interview: { ...interview, transcript } }) })).toEqual(
      [],
    );
  });

  it('asks for as many other reviewers as there are levels', () => {
    expect(codes({ levels: 2, counts: counts({ reviewers: 1 }) })).toEqual(['reviewers']);
    expect(codes({ levels: 0, counts: counts({ reviewers: 0 }) })).toEqual([]);
  });
});

describe('freshness', () => {
  const limit = (kind: CheckContext['kind'], over: Partial<CheckContext>) => codes({ kind, ...over }).filter((code) => code === 'fresh');
  const plain = '<p>会议部署工作。</p>';

  it.each(['news', 'notice', 'policy', 'other'] as const)('%s is fresh up to its own number of days, and stale the day after', (kind) => {
    const days = defaultSettings.freshDays[kind] as number;
    const eventOn = '2024-05-01';
    expect(limit(kind, { eventOn, body: plain, today: day(eventOn) + days })).toEqual([]);
    expect(limit(kind, { eventOn, body: plain, today: day(eventOn) + days + 1 })).toEqual(['fresh']);
  });

  it('counts to the day on the paper where it was on paper first, and not at all without a limit', () => {
    const over = { eventOn: '2024-05-01', body: plain, today: day('2024-05-31') };
    expect(limit('news', { ...over, paperOn: '2024-05-06' })).toEqual([]);
    expect(limit('news', { ...over, settings: { ...strict, freshDays: { ...strict.freshDays, news: 0 } } })).toEqual([]);
  });

  it('does not take an event of tomorrow for news; a notice may speak of it', () => {
    expect(codes({ eventOn: '2024-05-16', body: plain })).toEqual(['event-date']);
    expect(codes({ kind: 'notice', eventOn: '2024-05-16', body: plain })).toEqual([]);
    expect(codes({ eventOn: '2024-02-30', body: plain })).toEqual(['event-date']);
  });

  it.each(['近日', '日前', '最近', '昨日', '今天'])('finds %s where no date says when it was, and proposes the date', (word) => {
    const [one, ...more] = found({ body: `<p>${word}，县教育局开会。</p>` });
    expect([one?.code, more]).toEqual(['vague-date', []]);
    expect(one?.message).toContain('5月14日');
    expect(codes({ body: `<p>${word}（5月14日），县教育局开会。</p>` })).toEqual([]);
  });

  it('compares the days a text names with the day filled in, ranges and years included', () => {
    expect(codes({ body: '<p>5月3日，县教育局开会。</p>' })).toEqual(['text-dates']);
    expect(codes({ body: '<p>5月13日至15日，县教育局办班。</p>' })).toEqual([]);
    expect(codes({ body: '<p>4月28日至5月16日，县教育局办班。</p>' })).toEqual([]);
    expect(codes({ body: '<p>2023年5月14日，县教育局开会。</p>' })).toEqual(['text-dates']);
    expect(codes({ eventOn: '2024-01-02', today: day('2024-01-05'), body: '<p>12月30日至1月2日，县教育局开会。</p>' })).toEqual([]);
  });

  it('reads every day that was written, whatever surrounds it (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('2000-01-01'), max: day('2099-12-31') }), fc.string(), (one, around) => {
        const [year, month, date] = new Date(one * 86_400_000).toISOString().slice(0, 10).split('-').map(Number);
        const text = `${around.replace(/\d/g, '')}，${year}年${month}月${date}日，${around.replace(/\d/g, '')}`;
        expect(daysInText(text, one).map(({ from }) => from)).toEqual([one]);
      }),
    );
  });
});

describe('too many at once', () => {
  it('is the item beyond the number of a day, or of a month’s end', () => {
    expect(codes({ counts: counts({ today: defaultSettings.burst.perDay - 1 }) })).toEqual([]);
    expect(codes({ counts: counts({ today: defaultSettings.burst.perDay }) })).toEqual(['burst']);
    const end = { eventOn: '2024-05-30', body: '<p>5月30日，县教育局开会。</p>', counts: counts({ monthEnd: 5 }) };
    expect(codes({ ...end, today: day('2024-05-31') })).toEqual(['month-end']);
    expect(codes({ ...end, eventOn: '2024-05-14', today: day('2024-05-15'), body: checked().body })).toEqual([]);
  });

  it('is refused beyond a cap only where the site has set one', () => {
    expect(codes({ counts: counts({ today: 2 }) })).toEqual([]);
    expect(codes({ settings: { ...strict, dailyCap: 2 }, counts: counts({ today: 2 }) })).toEqual(['daily-cap']);
  });

  it('is never an equal title: that is a note, whatever the settings say', () => {
    const equalTitles = [{ unitName: '城关镇', on: '2024-05-14' }];
    expect(found({ counts: counts({ equalTitles }) })).toMatchObject([{ code: 'equal-title', level: 'note' }]);
  });
});

describe('publicity', () => {
  it('asks for the basis of not publishing, and lets nothing of that kind be published', () => {
    expect(codes({ disclosure: 'none' })).toEqual(['disclosure']);
    const basis = content({ disclosureBasis: '条例第十六条' });
    expect(codes({ disclosure: 'on-request', content: basis })).toEqual([]);
    expect(codes({ disclosure: 'on-request', content: basis, set: 'publish' })).toEqual(['disclosure']);
  });

  it('finds marks of secrecy in every text a person wrote, already when it is saved', () => {
    const file = { sha256: 'a'.repeat(64), name: '机密★长期.docx', mediaType: 'x', byteSize: 1, description: '通知' };
    const places = [
      { title: '【机密】某事' },
      { body: '<p>秘密★5年</p>' },
      { content: content({ attachments: [file] }) },
      { content: content({ interview: { transcript: [{ speaker: '甲', said: '绝密★启用前' }] } }) },
    ];
    for (const place of places)
      for (const set of ['save', 'submit', 'review', 'publish'] as const)
        expect(
          codes({ set, ...place }).filter((code) => code === 'secrecy-mark'),
          JSON.stringify(place),
        ).toEqual(['secrecy-mark']);
    expect(codes({ body: '<p>5月14日，学习保守国家秘密法，保护商业秘密。</p>' })).toEqual([]);
  });

  it('asks what attachments are, and what pictures show', () => {
    const file = { sha256: 'a'.repeat(64), name: '附件1.docx', mediaType: 'x', byteSize: 1 };
    expect(found({ content: content({ attachments: [file] }) })).toMatchObject([
      { code: 'attachments', where: 'content.attachments[0].description' },
    ]);
    const image = (alt: string) => `<p>5月14日</p><figure><img src="/api/file/office/${'b'.repeat(64)}" alt="${alt}"></figure>`;
    expect(codes({ body: image('') })).toEqual(['image-alt']);
    expect(codes({ body: image('会场') })).toEqual([]);
  });
});

describe('joint items', () => {
  const jointUnits = [
    { id: 2, name: '城关镇', active: true },
    { id: 3, name: '旧镇', active: false },
  ];
  const joint = (jointIds: number[], shares?: { unit: number; top: number; bottom: number }[]) =>
    found({ jointIds, counts: counts({ jointUnits }), content: content(shares ? { shares } : {}) }).map(({ message }) => message);

  it('name units that are there and at work, each once, and not the own one', () => {
    expect(joint([2])).toEqual([]);
    expect(joint([3])[0]).toContain('已撤销');
    expect(joint([9])[0]).toContain('没有 9 号单位');
    expect(joint([1])[0]).toContain('不用再写本单位');
    expect(joint([2, 2])[0]).toContain('写了两次');
  });

  it('have parts for all of them or for none, and the parts make exactly one', () => {
    expect(
      joint(
        [2],
        [
          { unit: 1, top: 1, bottom: 3 },
          { unit: 2, top: 2, bottom: 3 },
        ],
      ),
    ).toEqual([]);
    expect(
      joint(
        [2],
        [
          { unit: 1, top: 1, bottom: 3 },
          { unit: 2, top: 1, bottom: 3 },
        ],
      )[0],
    ).toContain('合计不是 1');
    expect(joint([2], [{ unit: 1, top: 1, bottom: 1 }])[0]).toContain('没有写城关镇的份额');
    expect(
      joint(
        [],
        [
          { unit: 1, top: 1, bottom: 2 },
          { unit: 2, top: 1, bottom: 2 },
        ],
      )[0],
    ).toContain('不是联合单位');
  });

  it('are right for any equal parts, exactly (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (many) => {
        const others = Array.from({ length: many - 1 }, (_, index) => index + 2);
        const shares = [1, ...others].map((unit) => ({ unit, top: 1, bottom: many }));
        const known = others.map((id) => ({ id, name: String(id), active: true }));
        const outcome = found({ jointIds: others, counts: counts({ jointUnits: known }), content: content({ shares }) });
        expect(outcome).toEqual([]);
      }),
    );
  });
});

describe('settings', () => {
  it('weigh every check: stop, warn, note, or leave out', () => {
    const over = { title: '', content: content({ phone: '' }) };
    for (const mode of checkModes) {
      const outcome = runChecks(checked({ ...over, settings: settings({ checks: { ...defaultSettings.checks, contact: mode } }) }));
      const contact = outcome.find(({ code }) => code === 'contact');
      expect(contact?.level).toBe({ stop: 'error', warn: 'warning', note: 'note', off: undefined }[mode]);
      expect(blockingOf(outcome).map(({ code }) => code)).toEqual(mode === 'stop' ? ['title', 'contact'] : ['title']);
    }
  });

  it('know every check there is, in one order', () => {
    expect(checks.map(({ code }) => code)).toEqual([...checkCodes]);
    for (const code of checkCodes) expect(defaultSettings.checks[code as CheckCode]).toBeDefined();
  });

  it('are run on whatever the text engine found', () => {
    const wording = [{ code: 'typo', level: 'warning', where: 'body', message: '“再接再励”应为“再接再厉”' }] as const;
    const similar = [{ title: '某事', unitName: '城关镇', similarity: 0.934, on: '2024-05-03', earlier: true }];
    expect(found({ wording, similar })).toMatchObject([
      { code: 'wording', level: 'warning' },
      { code: 'similar', message: '与城关镇 2024-05-03 先报的“某事”有 93% 相近，请核对是否重复' },
    ]);
  });

  it('stop an item that is like an earlier one where the site says so, and never the first for a later one', () => {
    const like = { title: null, unitName: null, similarity: 0.934, on: '2024-05-03', earlier: true };
    const stop = settings({ checks: { ...defaultSettings.checks, similar: 'stop' } });
    expect(found({ similar: [like, { ...like, earlier: false }], settings: stop })).toMatchObject([
      { level: 'error', message: '与其他单位 2024-05-03 先报的一件有 93% 相近，请核对是否重复' },
      { level: 'note', message: '与其他单位 2024-05-03 后报（本件在先）的一件有 93% 相近，请核对是否重复' },
    ]);
  });
});

it('never throws, whatever the text, and finds the same twice (property)', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      fc.constantFrom('save', 'submit', 'review', 'publish'),
      (title, body, eventOn, set) => {
        const context = checked({ title, body, eventOn, set: set as CheckContext['set'] });
        expect(runChecks(context)).toEqual(runChecks(context));
      },
    ),
  );
});
