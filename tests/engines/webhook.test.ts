// Where a webhook may deliver: not into the inner network, whatever name it bears.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebhookSender, signatureOf } from '../../src/engines/webhook.ts';

let server: Server;
let asked = 0;
let reply: (end: (status: number, body: string) => void) => void = (end) => end(200, '');
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    request.resume().on('end', () => reply((status, body) => response.writeHead(status).end(body)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
const port = () => (server.address() as AddressInfo).port;
const delivery = (url: string) => ({ url, secret: Buffer.from('0123456789abcdef'), body: '{}', key: 'k', now: new Date(0) });

it('refuses inner addresses in every dress, before anything is sent', async () => {
  const send = createWebhookSender({ timeout: 3000 });
  const hosts = [
    '127.0.0.1',
    '127.1',
    '0x7f000001',
    '2130706433',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '10.0.0.1',
    '172.16.3.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '[fe80::1]',
    '[fd00::1]',
    '[64:ff9b::7f00:1]',
    '224.0.0.1',
  ];
  for (const host of hosts)
    expect(await send(delivery(`http://${host}:${port()}/`)), host).toMatchObject({
      ok: false,
      fault: expect.stringContaining('内部网络'),
    });
  for (const url of ['ftp://example.com/', 'file:///etc/passwd', 'http://a:b@127.0.0.1/', 'nonsense'])
    expect(await send(delivery(url)), url).toMatchObject({ ok: false });
  expect(asked).toBe(0);
});

it('reaches an inner address or network that whoever runs the machine allowed', async () => {
  for (const allowed of ['127.0.0.1', '127.0.0.0/8']) {
    reply = (end) => end(200, '{"address":"https://www.example.gov.cn/1"}');
    expect(await createWebhookSender({ internalAddresses: [allowed] })(delivery(`http://127.0.0.1:${port()}/`))).toEqual({
      ok: true,
      address: 'https://www.example.gov.cn/1',
    });
  }
  expect(() => createWebhookSender({ internalAddresses: ['my-host'] })).toThrow(RangeError);
});

it('does not wait for ever, nor read for ever, nor take every answer for an address', async () => {
  const send = createWebhookSender({ internalAddresses: ['127.0.0.1'], timeout: 300 });
  const url = `http://127.0.0.1:${port()}/`;
  reply = () => {};
  expect(await send(delivery(url))).toMatchObject({ ok: false, fault: expect.stringContaining('没有答复') });
  reply = (end) => end(200, 'x'.repeat(1 << 20));
  expect(await send(delivery(url))).toMatchObject({ ok: false, fault: '接口的答复太长' });
  for (const body of ['', 'null', '[]', '{"address":5}', '{"address":"javascript:alert(1)"}']) {
    reply = (end) => end(200, body);
    expect(await send(delivery(url)), body).toEqual({ ok: true });
  }
  expect(await send(delivery('http://127.0.0.1:1/'))).toMatchObject({ ok: false, fault: expect.stringContaining('连不上') });
});

it('signs timestamp and body', () => {
  // Reckoned apart: printf '1.{}' | openssl dgst -sha256 -hmac key
  expect(signatureOf(Buffer.from('key'), '1', '{}')).toBe('1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224');
});
