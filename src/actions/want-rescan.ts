/** `rescan.want`: published texts are looked through now and not only at night. */
import { readSettings } from '../domain/organisation/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { wantRescan as keepWanted } from '../store/rescan-walk.ts';
import { loadSettings } from '../store/site-settings.ts';
import type { Action } from './action.ts';
import { deciding } from './rescan-subject.ts';
import { siteSchema } from './submission-subject.ts';

export const wantRescan: Action<{ readonly site: string }, { readonly wanted: true }> = {
  name: 'rescan.want',
  says: '现在就巡查已发布的稿件，不等到夜里',
  needs: deciding,
  siteOf: ({ site }) => site,
  input: { type: 'object', required: ['site'], properties: { site: siteSchema }, additionalProperties: false },
  async run({ client, now, record }, { site }) {
    const held = await loadSettings(client, site);
    if (!held) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
    if (!readSettings(held.body).rescan.check) return refuse('conflict', [problem('off', '本网站没有开用语巡查，请先在“设置”里打开')]);
    await keepWanted(client, site, now);
    await record({ thing: 'site', thingId: site });
    return accept({ wanted: true });
  },
};
