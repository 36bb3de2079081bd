/** Where the server listens, and how it stops. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { addressList } from './guard.ts';
import { keepMemoryLow } from './memory.ts';
import type { ServerOptions } from './options.ts';
import { createServer } from './server.ts';

/** As the environment and the command line say it. */
export interface Serving {
  /** Address to bind to. */
  readonly host: string;
  readonly port: number;
  /** What people type, such as https://bct.example.gov.cn. */
  readonly url?: string;
  /** Files in PEM; both or none. */
  readonly certificate?: string;
  readonly key?: string;
  /** Proxies whose word on the asker's address and on https is taken. */
  readonly proxies: readonly string[];
  /** Passwords may cross the network unencrypted: somebody has decided so. */
  readonly allowPlain: boolean;
}

export const isLoopbackAddress = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Why the server may not listen like this, in a sentence; undefined where it may. */
export function servingProblem({ host, port, url, certificate, key, proxies, allowPlain }: Serving): string | undefined {
  if (host !== 'localhost' && isIP(host) === 0) return `监听地址应为 IP 地址或 localhost，现为“${host}”。`;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return '端口应为 0 到 65535 的整数。';
  const address = url === undefined ? undefined : URL.canParse(url) ? new URL(url) : null;
  if (address === null || (address && (!/^https?:$/.test(address.protocol) || address.pathname !== '/' || address.search !== '')))
    return `网址应写作 https://名称 或 https://名称:端口，后面不带路径，现为“${url}”。`;
  if ((certificate === undefined) !== (key === undefined)) return '证书和私钥要同时给出：--tls-cert 证书文件 --tls-key 私钥文件。';
  try {
    addressList(proxies);
  } catch {
    return `代理应写作 IP 地址或网段（如 10.0.0.5、10.0.0.0/8），现为“${proxies.join(',')}”。`;
  }
  if (isLoopbackAddress(host) && proxies.length === 0) return undefined;
  if (!address) return `监听 ${host} 或经由代理时，要用 --url 写明大家访问的网址，例如 --url https://bct.example.gov.cn。`;
  if (allowPlain) return undefined;
  if (certificate === undefined && proxies.length === 0)
    return `监听 ${host} 会让口令在网络上不加密地传送。请给出证书（--tls-cert、--tls-key），或者写明前面的 https 代理（--proxy 地址）；确实要这样用，加上 --allow-plain-http。`;
  if (address.protocol !== 'https:') return `有证书或代理时，网址应以 https:// 开头，现为“${url}”。`;
  return undefined;
}

/** A request under way may take so long to end after the server was told to stop. */
const patienceMs = 10_000;

type Given = Omit<ServerOptions, 'publicUrl' | 'tls' | 'proxies'>;

/** Listens; `url` is what to type, `stop` lets requests under way end. Throws where the address is taken or a file cannot be read. */
export async function listen(options: Given, serving: Serving): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const { host, port, url, certificate, key, proxies } = serving;
  const tls = certificate !== undefined && key !== undefined ? { cert: readFileSync(certificate), key: readFileSync(key) } : undefined;
  keepMemoryLow();
  const app = await createServer({ ...options, proxies, ...(url === undefined ? {} : { publicUrl: url }), ...(tls ? { tls } : {}) });
  const bound = await app.listen({ host, port });
  return {
    url: url ?? bound,
    stop: async () => {
      const impatient = setTimeout(() => app.server.closeAllConnections(), patienceMs);
      await app.close();
      clearTimeout(impatient);
    },
  };
}
