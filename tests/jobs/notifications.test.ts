// From what waits to a letter: a real SMTP server on loopback, away for hours, wrong passwords, crashes, programs.
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { programActor, terminalActor } from '../../src/domain/permission.ts';
import { createPrinter } from '../../src/engines/documents.ts';
import { createMailerOpener } from '../../src/engines/mail.ts';
import { createWebhookSender } from '../../src/engines/webhook.ts';
import { queueDigests } from '../../src/jobs/queue-digests.ts';
import { queueMonthFigures } from '../../src/jobs/queue-figures.ts';
import { type MessageDoors, sendMessages } from '../../src/jobs/send-messages.ts';
import type { FailedMessage } from '../../src/views/failed-messages.ts';
import { inboxBeside } from '../../src/views/inbox-beside.ts';
import type { MailServerSeen } from '../../src/views/mail-server.ts';
import type { MyNotifications } from '../../src/views/my-notifications.ts';
import { certificatePem, keyPem } from '../server/certificate.ts';
import { deskRulebook } from '../support/facts.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { drafted, inReview, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

const publicUrl = 'https://bct.example.gov.cn';
const login = { user: 'bct', password: 'mail-password' };
const doors: MessageDoors = {
  openMailer: createMailerOpener({ timeout: 2000 }),
  send: createWebhookSender({ internalAddresses: ['127.0.0.1'], timeout: 5000 }),
};

let world: World;
let place: Office;
let box: Mailbox;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  box = await openMailbox({ login });
  place.at('2024-05-15T07:00');
  await settle(box);
});
afterAll(async () => {
  await box.stop();
  await world.close();
});
beforeEach(() => {
  box.received.length = 0;
  box.refuse = {};
});

const settle = async (to: Mailbox, over: object = {}): Promise<void> => {
  const admin = place.as('systemAdministrator');
  const { version } = (await admin.see<MailServerSeen>('mail-server', {})).ok
    ? ((await admin.see<MailServerSeen>('mail-server', {})) as { value: MailServerSeen }).value.settings
    : { version: 0 };
  await admin.must('mail-server.configure', {
    ...{ version, active: true, host: '127.0.0.1', port: to.port, security: 'none', user: login.user, password: login.password },
    ...{ sender: 'bct@example.gov.cn', senderName: '报采通', certificate: null, digest: 'workdays', digestAt: '08:30' },
    ...over,
  });
};
const queue = () => queueDigests(place.platform, publicUrl);
const send = () => sendMessages(place.platform, doors);
const addressOf = (who: OfficePerson): string => `${who.toLowerCase()}@example.gov.cn`;
const to = (who: OfficePerson) => box.received.filter((one) => one.to.includes(addressOf(who)));
const codeIn = (text: string): string => /验证码：(\S+)/.exec(text)?.[1] ?? '';
const later = (minutes: number): void =>
  place.at(new Date(place.now().getTime() + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(0, 16));
const states = async (kind: string) =>
  (
    await world.db
      .selectFrom('messages')
      .select(['state', 'person_id'])
      .where('kind', '=', kind as 'digest')
      .orderBy('id')
      .execute()
  ).map(({ state }) => state);

/** As the person does it: named, the code read in the mail, confirmed. */
async function confirmed(...people: readonly OfficePerson[]): Promise<void> {
  for (const who of people) {
    await place.as(who).must('mail-address.propose', { address: addressOf(who) });
    await send();
    const code = codeIn(to(who).at(-1)?.text ?? '');
    expect(await place.as(who).must('mail-address.confirm', { code })).toMatchObject({ confirmed: true, mail: addressOf(who) });
  }
  box.received.length = 0;
}
const choose = async (who: OfficePerson, over: object): Promise<void> => {
  const held = (await place.as(who).see<MyNotifications>('my-notifications', {})) as { value: MyNotifications };
  const { version, digest, digestAt, webhookUrl } = held.value;
  await place.as(who).must('notifications.choose', { version, digest, digestAt, webhookUrl, ...over });
};

describe('an address', () => {
  it('gets nothing but its code until the code has come back, and a wrong code is counted', async () => {
    const person = place.as('reviewer');
    place.at('2024-05-15T08:50');
    await person.must('mail-address.propose', { address: addressOf('reviewer') });
    await inReview(place, { title: '县教育局部署防汛工作' });
    place.at('2024-05-15T09:00');
    await queue();
    await send();
    expect(box.received).toHaveLength(1);
    const [letter] = box.received;
    expect(letter).toMatchObject({ to: ['reviewer@example.gov.cn'], from: 'bct@example.gov.cn', subject: '报采通：邮箱验证码' });
    expect(await person.must('mail-address.confirm', { code: 'WRONG-CODE' })).toEqual({ confirmed: false, left: 4, mail: null });
    const again = await person.call('mail-address.propose', { address: 'b@example.gov.cn' });
    // Ten minutes have passed; within a minute of the last it is refused.
    expect(again.ok).toBe(true);
    expect(await person.call('mail-address.propose', { address: 'c@example.gov.cn' })).toMatchObject({ ok: false, code: 'wrong-state' });
    // The code of the address before is worth nothing now.
    expect(await person.must('mail-address.confirm', { code: codeIn(letter?.text ?? '') })).toMatchObject({ confirmed: false });
    for (let tries = 0; tries < 4; tries += 1) await person.must('mail-address.confirm', { code: 'X' });
    expect(await person.call('mail-address.confirm', { code: 'X' })).toMatchObject({ ok: false, code: 'wrong-state' });
    later(2);
    await person.must('mail-address.propose', { address: addressOf('reviewer') });
    later(31);
    expect(await person.call('mail-address.confirm', { code: 'X' })).toMatchObject({ ok: false, code: 'wrong-state' });
    later(2);
    await confirmed('reviewer');
    await queue();
    await send();
    // Confirmed after the hour of the day: the first digest comes tomorrow.
    expect(to('reviewer')).toEqual([]);
  });

  it.each([
    'a@b@c',
    '"x y"@example.cn',
    'a@example.cn, b@example.cn',
    'a@example.cn\r\nBcc: b@example.cn',
    'a <b@example.cn>',
    '甲@例.cn',
    'plain',
  ])('is one plain mailbox and not %j', async (address) => {
    expect(await place.as('editor').call('mail-address.propose', { address })).toMatchObject({ ok: false, code: 'bad-input' });
  });
});

const everybody = (['editor', 'head', 'reviewer', 'secondReviewer'] as const).map(addressOf);

describe('a digest', () => {
  it('comes at its hour to whoever must act, in text and html, with titles, counts and links and nothing of what items say', async () => {
    place.at('2024-05-15T20:00');
    await confirmed('reporter', 'editor', 'head', 'secondReviewer', 'townReviewer');
    await received(place, { title: '“防汛” <b>工作</b>', body: '<p>正文里的话不出办公室。</p>' });
    place.at('2024-05-16T08:29');
    expect(await queue()).toBe(0);
    place.at('2024-05-16T08:30');
    // Two reviewers of the bureau, the editor and the head have something; the author and the town's reviewer have nothing.
    expect(await queue()).toBe(4);
    expect(await send()).toBe(4);
    expect(box.received.flatMap((one) => one.to).sort()).toEqual(everybody);
    const [letter] = to('editor');
    expect(letter?.subject).toBe('报采通：1 件待办，新到 1 件');
    expect(letter?.text).toContain('【新】“防汛” <b>工作</b>（山口乡，某县人民政府网站）');
    expect(letter?.text).toContain(`${publicUrl}/s/office/submissions/`);
    expect(letter?.text).toContain(`收件箱：${publicUrl}/inbox`);
    expect(letter?.html).toContain('【新】“防汛” &lt;b&gt;工作&lt;/b&gt;');
    expect(letter?.html).toContain('待我采用 1 件');
    expect(`${letter?.text}${letter?.html}`).not.toContain('正文里的话');
    expect(letter?.headers['auto-submitted']).toBe('auto-generated');
    expect(await queue()).toBe(0);
    expect(await send()).toBe(0);
    expect(
      await world.db.selectFrom('messages').select('id').where('state', '<>', 'due').where('content', 'is not', null).execute(),
    ).toEqual([]);
  });

  it('tells of letters to read, too, and of appeals only whoever may answer them', async () => {
    const other = await office(world, 'beside');
    const { site, units } = other;
    const item = await received(other);
    await other.as('editor').must('submission.reject', { ...seen(other, item), reasonCode: 'stale' });
    const against = { site, unit: units.township, about: 'rejection', submission: item.submission, reason: '是当天的事' };
    await other.as('townshipReporter').must('appeal.raise', against);
    other.at('2024-06-03T09:00');
    await other.as('editor').must('letter.send', { site, from: '2024-05-01', to: '2024-05-31', units: [units.town] });
    const beside = async (who: OfficePerson) => {
      const outcome = await other.as(who).look(inboxBeside, {});
      return outcome.rows.map(({ task, title, unitName }) => `${task} ${title} ${unitName}`);
    };
    expect(await beside('secondEditor')).toEqual(['appeal 对不予采用的申诉 山口乡']);
    // Who rejected it does not answer.
    expect(await beside('editor')).toEqual([]);
    expect(await beside('townReporter')).toEqual([expect.stringMatching(/^letter 关于.*未报送信息的通知 城关镇$/)]);
    expect(await beside('reporter')).toEqual([]);
    const address = 'town@example.gov.cn';
    await other.as('townReporter').must('mail-address.propose', { address });
    await sendMessages(other.platform, doors);
    const code = codeIn(box.received.filter(({ to: sentTo }) => sentTo.includes(address)).at(-1)?.text ?? '');
    await other.as('townReporter').must('mail-address.confirm', { code });
    other.at('2024-06-04T08:30');
    await queueDigests(other.platform, publicUrl);
    await sendMessages(other.platform, doors);
    const digest = box.received.filter(({ to: sentTo }) => sentTo.includes(address)).at(-1);
    expect(digest?.text).toContain('待阅的通知 1 件');
    expect(digest?.text).toContain(`${publicUrl}/s/beside/letters`);
    box.received.length = 0;
    other.at('2024-06-05T08:30');
    await queueDigests(other.platform, publicUrl);
    await sendMessages(other.platform, doors);
    expect(box.received.filter(({ to: sentTo }) => sentTo.includes(address))).toEqual([]);
  });

  it('comes again only when something new waits, and then tells all that waits', async () => {
    place.at('2024-05-17T08:31');
    expect(await queue()).toBe(0);
    await received(place, { title: '山口乡开展植树' });
    place.at('2024-05-20T08:31');
    expect(await queue()).toBe(2);
    await send();
    expect(box.received.flatMap((one) => one.to).sort()).toEqual([addressOf('editor'), addressOf('head')]);
    expect(to('editor')[0]?.text).toMatch(/有 2 件事等着办，其中新到 1 件[\s\S]*【新】山口乡开展植树[\s\S]*\n· “防汛”/);
  });

  it('keeps to what the person chose: off, an hour of their own, weekends', async () => {
    await choose('editor', { digest: 'daily', digestAt: '06:15' });
    await choose('reviewer', { digest: 'off' });
    await choose('secondReviewer', { digest: 'daily' });
    // A Saturday.
    place.at('2024-05-25T06:00');
    await received(place, { title: '周末的件' });
    await inReview(place, { title: '周末待审的件' });
    expect(await queue()).toBe(0);
    place.at('2024-05-25T06:15');
    expect(await queue()).toBe(1);
    place.at('2024-05-25T08:30');
    expect(await queue()).toBe(1);
    await send();
    expect(box.received.flatMap((one) => one.to)).toEqual([addressOf('editor'), addressOf('secondReviewer')]);
    await choose('reviewer', { digest: null });
    expect(await queue()).toBe(0);
  });

  it('goes to nobody who left, lost the role, took the address away, or may not see the item', async () => {
    place.at('2024-05-27T07:00');
    const hidden = await drafted(place, 'reporter', 'bureau', { title: '限人的件' });
    const people = [place.people.reporter, place.people.secondReviewer, place.people.colleague];
    const limited = await place.as('reporter').must('submission.limit-access', { ...seen(place, hidden), people });
    await place.as('reporter').call('submission.submit', seen(place, limited));
    await received(place, { title: '新来的件' });
    await place.as('editor').must('mail-address.remove', {});
    await world.db.updateTable('person_roles').set({ withdrawn_at: place.now() }).where('person_id', '=', place.people.reviewer).execute();
    place.at('2024-05-27T08:30');
    await queue();
    await send();
    expect(to('editor')).toEqual([]);
    expect(to('reviewer')).toEqual([]);
    for (const one of box.received) if (!one.to.includes(addressOf('secondReviewer'))) expect(one.text).not.toContain('限人的件');
    await world.db.updateTable('person_roles').set({ withdrawn_at: null }).where('person_id', '=', place.people.reviewer).execute();
    place.at('2024-05-27T21:00');
    await confirmed('editor');
    await choose('editor', { digest: null, digestAt: null });
    await choose('secondReviewer', { digest: null });
  });
});

describe('the mail server', () => {
  it('is away for an hour of work: the work goes on, and when it is there again everybody gets their digest once', async () => {
    place.at('2024-05-28T08:20');
    await confirmed('townReporter');
    await box.stop();
    const ticks: number[] = [];
    for (let minute = 0; minute <= 60; minute += 1) {
      if (minute % 10 === 0) {
        await received(place, { title: `第 ${minute} 分钟的件` });
        await inReview(place, { title: `第 ${minute} 分钟待审的件` });
      }
      await queue();
      ticks.push(await send());
      later(1);
    }
    expect(Math.max(...ticks)).toBe(0);
    const waiting = await states('digest');
    expect(waiting.filter((state) => state === 'due')).toHaveLength(4);
    const seenAway = (await place.as('systemAdministrator').see<MailServerSeen>('mail-server', {})) as { value: MailServerSeen };
    expect(seenAway.value).toMatchObject({ waiting: 4, fault: expect.stringContaining('连不上邮件服务器') });
    // Told once, not with every try.
    const lines = await world.db.selectFrom('history').select('detail').where('step', '=', 'message.fail').execute();
    expect(lines).toHaveLength(1);
    await box.start();
    for (let minute = 0; minute < 15; minute += 1) {
      await queue();
      await send();
      later(1);
    }
    expect(box.received.flatMap((one) => one.to).sort()).toEqual(everybody);
    expect((await states('digest')).filter((state) => state === 'due')).toEqual([]);
    const seenBack = (await place.as('systemAdministrator').see<MailServerSeen>('mail-server', {})) as { value: MailServerSeen };
    expect(seenBack.value).toMatchObject({ waiting: 0, tryAfter: null });
    expect(seenBack.value.sentAt! > seenBack.value.faultAt!).toBe(true);
  });

  it('is away over days: one digest, the newest, and not one for each day', async () => {
    await box.stop();
    for (const day of ['29', '30', '31']) {
      place.at(`2024-05-${day}T08:00`);
      await received(place, { title: `${day} 日的件` });
      place.at(`2024-05-${day}T08:31`);
      await queue();
      await send();
    }
    await box.start();
    later(20);
    await send();
    expect(to('editor')).toHaveLength(1);
    for (const day of ['29', '30', '31']) expect(to('editor')[0]?.text).toContain(`${day} 日的件`);
  });

  it('took a message and the program ended before that was noted: nothing is lost, and the second try bears the same name', async () => {
    place.at('2024-06-03T08:00');
    await received(place, { title: '中断时的件' });
    place.at('2024-06-03T08:30');
    await queue();
    let crash = true;
    const crashing: MessageDoors = {
      ...doors,
      openMailer: (account) => {
        const mailer = doors.openMailer(account);
        return {
          ...mailer,
          send: async (mail) => {
            const sent = await mailer.send(mail);
            if (crash) throw new Error('killed');
            return sent;
          },
        };
      },
    };
    await expect(sendMessages(place.platform, crashing)).rejects.toThrow('killed');
    crash = false;
    const [first] = box.received;
    // The other one goes out; this one is left alone for a while, for the server may have it.
    expect(await send()).toBe(1);
    later(6);
    expect(await send()).toBe(1);
    expect(box.received).toHaveLength(3);
    expect(box.received[2]?.to).toEqual(first?.to);
    expect(box.received[2]?.headers['message-id']).toBe(first?.headers['message-id']);
    expect(box.received[1]?.headers['message-id']).not.toBe(first?.headers['message-id']);
    expect(await send()).toBe(0);
  });

  it('refuses one receiver: the others get theirs, and that one is tried again, in the end given up', async () => {
    place.at('2024-06-04T08:00');
    await received(place, { title: '甲件' });
    await inReview(place, { title: '乙件' });
    const full = Object.assign(new Error('mailbox full'), { responseCode: 452 });
    box.refuse.recipient = (address) => (address === addressOf('editor') ? full : undefined);
    place.at('2024-06-04T08:30');
    await queue();
    expect(await send()).toBe(3);
    expect(to('editor')).toEqual([]);
    for (let tries = 0; tries < 8; tries += 1) {
      later(400);
      await send();
    }
    expect((await states('digest')).filter((state) => state === 'failed')).toHaveLength(1);
    box.refuse = {};
    later(400);
    expect(await send()).toBe(0);
  });

  it('given up is sent again by hand, once, by who looks after the platform', async () => {
    const admin = place.as('systemAdministrator');
    const failed = async () =>
      ((await admin.see<{ rows: FailedMessage[] }>('failed-messages', {})) as { value: { rows: FailedMessage[] } }).value.rows;
    const [one] = await failed();
    expect(one).toMatchObject({ kindName: '待办提醒', channelName: '邮件', to: '郑编辑', barred: null });
    expect(one?.fault).toContain('mailbox full');
    const again = { message: one?.message, version: one?.version };
    for (const who of ['editor', 'head', 'auditor'] as const)
      expect((await place.as(who).call('message.retry', again)).ok, who).toBe(false);
    // It is a person's, not the office's.
    expect(await place.as('head').call('message.retry', { ...again, site: place.site })).toMatchObject({ ok: false, code: 'not-found' });
    expect(await place.as('head').see('failed-messages', { site: place.site })).toMatchObject({ ok: true, value: { rows: [] } });
    await admin.must('message.retry', again);
    expect(await admin.call('message.retry', again)).toMatchObject({ ok: false, code: 'stale-version' });
    expect(await send()).toBe(1);
    expect(to('editor')).toHaveLength(1);
    expect(await failed()).toEqual([]);
    expect(await send()).toBe(0);
    const told = await world.db.selectFrom('history').select(['from_state', 'to_state']).where('step', '=', 'message.retry').execute();
    expect(told).toHaveLength(1);
  });

  it('that was forgotten, or was a code, is not sent again', async () => {
    await world.database.pool.query(
      `insert into messages (key, kind, channel, person_id, state, try_after, content, recorded_at) values ('old', 'digest', 'mail', $1, 'failed', now(), null, now()),
         ('code', 'code', 'mail', $1, 'failed', now(), '{}', now())`,
      [place.people.editor],
    );
    const admin = place.as('systemAdministrator');
    const { value } = (await admin.see('failed-messages', {})) as { value: { rows: FailedMessage[] } };
    expect(value.rows.map(({ barred }) => barred)).toEqual(['验证码已经过期，请本人再寄一次', '这条通知的内容已经清掉，不能再发']);
    for (const { message, version } of value.rows)
      expect(await admin.call('message.retry', { message, version })).toMatchObject({ ok: false, code: 'wrong-state' });
    await world.database.pool.query(`delete from messages where key in ('old', 'code')`);
  });

  it('does not know the password: it says so, all mail waits, and goes out when it is put right', async () => {
    place.at('2024-06-06T08:00');
    await received(place, { title: '口令不对时的件' });
    await settle(box, { password: 'wrong-password' });
    place.at('2024-06-06T08:30');
    await queue();
    expect(await send()).toBe(0);
    const { value } = (await place.as('systemAdministrator').see<MailServerSeen>('mail-server', {})) as { value: MailServerSeen };
    expect(value.fault).toContain('用户或口令不对');
    expect(JSON.stringify(value)).not.toContain('wrong-password');
    await settle(box);
    expect(await send()).toBe(2);
  });

  it('speaks STARTTLS, or TLS from the first byte, with its own certificate; one that nobody knows is not believed', async () => {
    for (const [security, secure] of [
      ['starttls', false],
      ['tls', true],
    ] as const) {
      const other = await openMailbox({ login, tls: { key: keyPem, cert: certificatePem }, secure });
      await settle(other, { host: 'localhost', security });
      const admin = place.as('systemAdministrator');
      await admin.must('mail-server.test', { address: 'admin@example.gov.cn' });
      expect(await send()).toBe(0);
      expect(((await admin.see<MailServerSeen>('mail-server', {})) as { value: MailServerSeen }).value.fault).toContain('加密没有谈成');
      await settle(other, { host: 'localhost', security, certificate: certificatePem });
      expect(await send()).toBe(1);
      expect(other.received).toMatchObject([{ to: ['admin@example.gov.cn'], encrypted: true, subject: '报采通：试发邮件' }]);
      await other.stop();
    }
    // A server without encryption gets no password where encryption is asked for.
    await settle(box, { security: 'starttls' });
    await place.as('systemAdministrator').must('mail-server.test', { address: 'admin@example.gov.cn' });
    expect(await send()).toBe(0);
    await settle(box);
    expect(await send()).toBe(1);
  });

  it('keeps its password sealed and from other hosts', async () => {
    const row = await world.db.selectFrom('mail_server').select(['password', 'version']).executeTakeFirstOrThrow();
    // The test's own seal leaves it open; what counts is that it went through it.
    expect(row.password?.toString()).toBe(login.password);
    const settled = { active: true, host: 'elsewhere.example', port: 25, security: 'none', user: login.user, version: row.version };
    const rest = { sender: 'bct@example.gov.cn', senderName: '报采通', certificate: null, digest: 'workdays', digestAt: '08:30' };
    const outcome = await place.as('systemAdministrator').call('mail-server.configure', { ...settled, ...rest });
    expect(outcome).toMatchObject({ ok: false, findings: [{ where: 'password' }] });
    for (const who of ['head', 'editor', 'auditor'] as const)
      expect(await place.as(who).see('mail-server', {})).toMatchObject({ ok: false, code: 'forbidden' });
  });
});

describe('a program', () => {
  const secret = '0123456789abcdef';
  let hook: Server;
  let url: string;
  let status = 200;
  const got: {
    key: string;
    body: { name: string; counts: { task: string; count: number }[]; items: { title: string; new: boolean }[] };
  }[] = [];
  beforeAll(async () => {
    hook = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const signed = createHmac('sha256', secret).update(`${request.headers['x-baocaitong-timestamp']}.${text}`).digest('hex');
      expect(request.headers['x-baocaitong-signature']).toBe(`sha256=${signed}`);
      if (status === 200) got.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(text) });
      response.writeHead(status).end('{}');
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/digest`;
  });
  afterAll(() => new Promise((done) => hook.close(done)));

  it('of a person or of an office gets the digest signed, also while mail is away, and once', async () => {
    place.at('2024-06-10T20:00');
    await choose('head', { webhookUrl: url, webhookSecret: secret });
    const site = { site: place.site, version: 0, figuresDay: null };
    await place.as('head').must('site-notifications.configure', { ...site, webhookUrl: url, webhookSecret: secret });
    const item = await received(place, { title: '等签发的件' });
    await place.as('editor').must('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] });
    await box.stop();
    status = 500;
    place.at('2024-06-11T08:30');
    await queue();
    await send();
    expect(got).toEqual([]);
    status = 200;
    later(6);
    await send();
    later(60);
    await send();
    await box.start();
    expect(got.map(({ body }) => body.name).sort()).toEqual(['某县人民政府网站', '陈主任'].sort());
    const own = got.find(({ body }) => body.name === '陈主任');
    expect(own?.body.counts).toContainEqual({ task: 'publish', name: '待我签发', count: 1 });
    expect(own?.body.items.map(({ title }) => title)).toContain('等签发的件');
    expect(new Set(got.map(({ key }) => key)).size).toBe(2);
  });

  it('needs a secret with its address, and another with another address', async () => {
    const { value } = (await place.as('head').see<MyNotifications>('my-notifications', {})) as { value: MyNotifications };
    const held = { version: value.version, digest: null, digestAt: null };
    const bad = await place.as('head').call('notifications.choose', { ...held, webhookUrl: 'https://elsewhere.example/x' });
    expect(bad).toMatchObject({ ok: false, findings: [{ where: 'webhookSecret' }] });
    expect(JSON.stringify(value)).not.toContain(secret);
    await place.as('head').must('notifications.choose', { ...held, webhookUrl: null });
  });
});

describe('the month’s figures', () => {
  it('come to the head on the day of the month, once, as a table', async () => {
    const printer = createPrinter({ fontFolders: [] });
    const { value } = (await place.as('head').see<{ version: number }>('site-notifications', { site: place.site })) as {
      value: { version: number };
    };
    place.at('2024-06-12T10:00');
    box.received.length = 0;
    await send();
    await place
      .as('head')
      .must('site-notifications.configure', { site: place.site, version: value.version, figuresDay: 5, webhookUrl: null });
    box.received.length = 0;
    // The 5th of June is over: the first letter is July's.
    expect(await queueMonthFigures(place.platform, printer)).toBe(0);
    place.at('2024-07-04T10:00');
    expect(await queueMonthFigures(place.platform, printer)).toBe(0);
    place.at('2024-07-05T10:00');
    await issuedJune();
    place.at('2024-07-06T10:00');
    expect(await queueMonthFigures(place.platform, printer)).toBe(1);
    expect(await queueMonthFigures(place.platform, printer)).toBe(0);
    await send();
    const [letter, ...others] = to('head');
    expect(others).toEqual([]);
    expect(letter?.subject).toBe('报采通：某县人民政府网站2024年6月报送采用情况');
    expect(letter?.text).toContain('各单位共报送信息');
    expect(letter?.attachments.map(({ name }) => name)).toEqual(['某县人民政府网站2024年6月报送采用情况.xlsx']);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(letter?.attachments[0]?.bytes as unknown as ArrayBuffer);
    const cells = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row : [])));
    expect(cells).toContain('山口乡');
    expect(cells).toContain('合计');
    // Ranks and scores are those of the bulletin that was issued last, as it was issued.
    expect(letter?.text).toContain('最近一期通报《六月通报》');
    expect(letter?.text).toContain('第1名山口乡（5分）');
    expect(JSON.stringify(cells)).toContain('名次和得分照最近一期通报《六月通报》，与印发的一样。');
    expect(book.worksheets.length).toBeGreaterThan(2);
  });
});

async function issuedJune(): Promise<void> {
  await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook: deskRulebook({ countsAt: 'adoption' }) });
  place.at('2024-06-20T10:00');
  const item = await received(place, { title: '六月的件' });
  await place.as('editor').must('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] });
  place.at('2024-07-05T10:00');
  const body = { title: '六月通报', issuers: ['县政府办公室'], opening: '现将情况通报如下：', narrative: '见附件。' };
  const june = { site: place.site, from: '2024-06-01', to: '2024-06-30' };
  const { bulletin, version } = await place.as('editor').must<{ bulletin: number; version: number }>('bulletin.draft', { ...june, body });
  const overrule = ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' }));
  await place.as('head').must('bulletin.issue', { site: place.site, bulletin, version, overrule });
}

describe('what is kept', () => {
  it('of somebody who left is no address, no times and no secret', async () => {
    const person = place.people.townReporter;
    await place.as('head').must('person.leave', { person, site: place.site, reason: '调往市里' });
    expect(await world.db.selectFrom('people').select(['mail', 'state']).where('id', '=', person).executeTakeFirst()).toEqual({
      mail: null,
      state: 'left',
    });
    expect(await world.db.selectFrom('notification_settings').select('told').where('person_id', '=', person).execute()).toEqual([]);
  });

  it('is sealed anew with a new key: the mail server’s password and the programs’ secrets', async () => {
    const before = await place.by(terminalActor).must<{ sealed: number }>('key.rotate', {});
    await choose('head', { webhookUrl: 'https://example.gov.cn/hook', webhookSecret: '0123456789abcdef' });
    const after = await place.by(terminalActor).must<{ sealed: number }>('key.rotate', {});
    expect(after.sealed - before.sealed).toBe(1);
    expect(before.sealed).toBeGreaterThan(0);
  });

  it('of messages is forgotten after three months, but for what still waits', async () => {
    const over = async () => (await world.db.selectFrom('messages').select('id').where('state', '<>', 'due').execute()).length;
    expect(await over()).toBeGreaterThan(10);
    place.at('2025-01-15');
    await place.by(programActor).must('platform.tidy', {});
    expect(await over()).toBe(0);
  });
});
