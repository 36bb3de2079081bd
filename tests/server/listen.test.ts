import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { addressKey, makeLimiter } from '../../src/server/limiter.ts';
import { listen, type Serving, servingProblem } from '../../src/server/listen.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';
import { certificatePem, keyPem } from './certificate.ts';
import { serverOptions } from './served.ts';

const here: Serving = { host: '127.0.0.1', port: 0, proxies: [], allowPlain: false };
const open: Serving = { ...here, host: '0.0.0.0', url: 'https://bct.example.gov.cn' };

describe('where the server may listen', () => {
  it.each([
    ['on this machine alone', here],
    ['on this machine, by its name', { ...here, host: 'localhost' }],
    ['on IPv6', { ...here, host: '::1' }],
    ['openly with a certificate', { ...open, certificate: 'a.pem', key: 'b.pem' }],
    ['openly behind a proxy that brings https', { ...open, proxies: ['10.0.0.5'] }],
    ['behind a proxy on this machine', { ...here, url: 'https://bct.example.gov.cn', proxies: ['127.0.0.1'] }],
    ['openly in plain where somebody has decided so', { ...open, url: 'http://10.0.0.8:8300', allowPlain: true }],
  ])('%s: yes', (_, serving) => {
    expect(servingProblem(serving)).toBeUndefined();
  });

  it.each([
    ['openly in plain', { ...open }, '不加密'],
    ['openly under no name', { ...here, host: '0.0.0.0' }, '--url'],
    ['openly on IPv6 in plain', { ...open, host: '::' }, '不加密'],
    ['with half a certificate', { ...open, certificate: 'a.pem' }, '同时给出'],
    ['with a certificate under a plain address', { ...open, url: 'http://bct.example.gov.cn', certificate: 'a', key: 'b' }, 'https://'],
    ['behind a proxy without a name', { ...here, proxies: ['127.0.0.1'] }, '--url'],
    ['behind something that is no address', { ...open, proxies: ['proxy.local'] }, 'proxy.local'],
    ['behind a range that is none', { ...open, proxies: ['10.0.0.0/99'] }, '10.0.0.0/99'],
    ['at a name', { ...open, host: 'bct.example.gov.cn' }, 'bct.example.gov.cn'],
    ['at no port', { ...here, port: Number.NaN }, '端口'],
    ['under an address with a path', { ...open, url: 'https://a.cn/bct' }, 'https://a.cn/bct'],
    ['under no address', { ...open, url: 'bct.example' }, 'bct.example'],
  ])('%s: no, with what to do', (_, serving, said) => {
    expect(servingProblem(serving)).toContain(said);
  });

  it('is what the environment says', () => {
    const env = {
      BAOCAITONG_DATA: '/tmp/none',
      BAOCAITONG_HOST: '0.0.0.0',
      BAOCAITONG_PORT: '443',
      BAOCAITONG_URL: 'https://a.cn',
      BAOCAITONG_TLS_CERT: '/c.pem',
      BAOCAITONG_TLS_KEY: '/k.pem',
      BAOCAITONG_PROXY: '10.0.0.5, 10.0.0.6',
    };
    expect(readConfig(env).serving).toEqual({
      host: '0.0.0.0',
      port: 443,
      url: 'https://a.cn',
      certificate: '/c.pem',
      key: '/k.pem',
      proxies: ['10.0.0.5', '10.0.0.6'],
      allowPlain: false,
    });
    expect(readConfig({ BAOCAITONG_DATA: '/tmp/none' }).serving).toEqual({ host: '127.0.0.1', port: 8300, proxies: [], allowPlain: false });
  });
});

describe('with a certificate of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bct-tls-'));
  const [certificate, key] = [join(folder, 'c.pem'), join(folder, 'k.pem')];
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    writeFileSync(certificate, certificatePem);
    writeFileSync(key, keyPem);
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  it('speaks https, sets secure cookies, and stops when it is told to, letting a request under way end', async () => {
    const { url, stop } = await listen(serverOptions(platformOf(world)), { ...here, certificate, key });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const answer = await new Promise<{ status: number; cookie: string }>((resolve, reject) => {
      const headers = { host: 'localhost', 'sec-fetch-site': 'same-origin' };
      const asked = request(`${url}/api/session`, { method: 'DELETE', headers, rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, cookie: String(response.headers['set-cookie']) });
      });
      asked.on('error', reject).end();
    });
    expect(answer).toEqual({ status: 401, cookie: '__Host-bct_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure' });
    await stop();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('cannot be started with something that is no certificate', async () => {
    writeFileSync(join(folder, 'bad.pem'), 'nothing');
    await expect(listen(serverOptions(platformOf(world)), { ...here, certificate: join(folder, 'bad.pem'), key })).rejects.toThrow();
  });

  it('an answer under way when it is stopped still arrives', async () => {
    let let_go = (): void => {};
    const held = new Promise<void>((resolve) => {
      let_go = resolve;
    });
    let entered = (): void => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const platform = platformOf(world);
    const accounts = {
      bySession: async () => {
        entered();
        await held;
        return undefined;
      },
      byToken: async () => undefined,
    };
    const { url, stop } = await listen(serverOptions(platform, { accounts }), here);
    const answered = new Promise<number>((resolve, reject) => {
      const headers = { cookie: `bct_session=${'a'.repeat(43)}` };
      requestPlain(`${url}/api/view/sites`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    await inside;
    const stopped = stop();
    let_go();
    expect(await answered).toBe(401);
    await stopped;
  });
});

describe('the limiter', () => {
  it('lets a burst through, then an even flow, and forgets', () => {
    let now = 0;
    const limit = makeLimiter(() => now);
    const rate = { perMinute: 60, burst: 3 };
    expect([1, 2, 3, 4].map(() => limit('a', rate))).toEqual([0, 0, 0, 1]);
    expect(limit('b', rate)).toBe(0);
    now = 1000;
    expect([limit('a', rate), limit('a', rate)]).toEqual([0, 1]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => limit('a', rate))).toEqual([0, 0, 0, 1]);
  });

  it('keeps a bounded number of askers', () => {
    const limit = makeLimiter(() => 0);
    const rate = { perMinute: 1, burst: 1 };
    for (let asker = 0; asker < 50_000; asker += 1) limit(`asker ${asker}`, rate);
    expect(limit('asker 49999', rate)).toBeGreaterThan(0);
    expect(limit('asker 0', rate)).toBe(0);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('takes %s for %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
