/** Reads the environment once into a frozen, checked object. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Place } from './store/database.ts';
import { defaultDataFolder } from './store/embedded-folder.ts';

export interface Config {
  readonly place: Place;
  /** Holds documents, settings and, unless DATABASE_URL is set, the database. */
  readonly dataFolder: string;
  readonly fontFolders: readonly string[];
}

/** The environment says where the database and the office's fonts are; `--data` names another data folder. */
export function readConfig(env: NodeJS.ProcessEnv, options: { readonly data?: string | undefined } = {}): Config {
  const dataFolder = options.data === undefined ? (env['BAOCAITONG_DATA'] ?? defaultDataFolder(env)) : resolve(options.data);
  const url = env['DATABASE_URL'];
  const fontFolders = [join(dataFolder, 'fonts'), ...(env['BAOCAITONG_FONTS'] ?? '').split(':')].filter(
    (folder) => folder !== '' && existsSync(folder),
  );
  return Object.freeze({ place: url && options.data === undefined ? { url } : { folder: dataFolder }, dataFolder, fontFolders });
}
