/** Reads the environment once into a frozen, checked object. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Place } from './store/database.ts';
import { defaultDataFolder } from './store/embedded-folder.ts';

export interface Config {
  readonly place: Place;
  /** Holds documents, settings and, unless DATABASE_URL is set, the database. */
  readonly dataFolder: string;
  readonly fontFolders: readonly string[];
  /** What seals secrets; outside the data folder, so that a copy of the data alone gives nothing away. */
  readonly keyFile: string;
  /** Folder channels publish below it. */
  readonly publicationFolder: string;
  /** Addresses or networks of the inner network to which webhooks may deliver: whoever runs the machine says so, not a site. */
  readonly internalAddresses: readonly string[];
  /** Where the server listens and under which name it is known; `server/listen.ts` judges it. */
  readonly serving: ReturnType<typeof readServing>;
}

const usualPort = 8300;

function readServing(env: NodeJS.ProcessEnv) {
  const given = (name: string): string | undefined => env[`BAOCAITONG_${name}`] || undefined;
  const [url, certificate, key] = [given('URL'), given('TLS_CERT'), given('TLS_KEY')];
  return Object.freeze({
    host: given('HOST') ?? '127.0.0.1',
    port: Number(given('PORT') ?? usualPort),
    proxies: (given('PROXY') ?? '').split(',').flatMap((one) => one.trim() || []),
    allowPlain: given('ALLOW_PLAIN_HTTP') === '1',
    ...(url === undefined ? {} : { url }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
  });
}

/** The user's configuration directory, or /etc for root. */
function defaultKeyFile(env: NodeJS.ProcessEnv): string {
  const folder = env['XDG_CONFIG_HOME'];
  if (folder && isAbsolute(folder)) return join(folder, 'baocaitong', 'key.json');
  if (process.getuid?.() === 0) return '/etc/baocaitong/key.json';
  if (process.platform === 'win32') return join(env['APPDATA'] ?? homedir(), 'baocaitong', 'key.json');
  return join(env['HOME'] || homedir(), '.config', 'baocaitong', 'key.json');
}

/** The environment says where the database and the office's fonts are, and where to listen; `--data` names another data folder. */
export function readConfig(env: NodeJS.ProcessEnv, options: { readonly data?: string | undefined } = {}): Config {
  const dataFolder = options.data === undefined ? (env['BAOCAITONG_DATA'] ?? defaultDataFolder(env)) : resolve(options.data);
  const url = env['DATABASE_URL'];
  const fontFolders = [join(dataFolder, 'fonts'), ...(env['BAOCAITONG_FONTS'] ?? '').split(':')].filter(
    (folder) => folder !== '' && existsSync(folder),
  );
  const keyFile = resolve(env['BAOCAITONG_KEY_FILE'] ?? defaultKeyFile(env));
  const place = url && options.data === undefined ? { url } : { folder: dataFolder };
  const publicationFolder = resolve(env['BAOCAITONG_PUBLICATIONS'] ?? join(dataFolder, 'publications'));
  const internalAddresses = (env['BAOCAITONG_INTERNAL_ADDRESSES'] ?? '').split(',').flatMap((one) => one.trim() || []);
  return Object.freeze({ place, dataFolder, fontFolders, keyFile, publicationFolder, internalAddresses, serving: readServing(env) });
}
