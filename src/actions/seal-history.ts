import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Sealed, sealHistory as sealLines } from '../store/history-seals.ts';
import type { Action } from './action.ts';

export interface SealHistory {
  /** Empty for the platform's own history. */
  readonly site: string;
}

/** So many lines at once, that the site is not held for long. */
const linesAtOnce = 50_000;

/** Seals a site's history since its last seal. The site is held alone: no transaction still open can bring a line that comes before. */
export const sealHistory: Action<SealHistory, Sealed> = {
  name: 'history.seal',
  says: '封存历史记录',
  input: { type: 'object', required: ['site'], properties: { site: { type: 'string' } }, additionalProperties: false },
  inside: true,
  needs: 'history.seal',
  siteOf: (input) => input.site,
  alone: true,
  writesHistory: true,
  run: async ({ client, now, tools }, { site }) => {
    const sealed = await sealLines(client, site, tools.sha256, now, linesAtOnce);
    if (sealed.lines === 0) return refuse('conflict', [problem('nothing-to-seal', '没有未封存的历史记录', 'site')]);
    return accept(sealed);
  },
};
