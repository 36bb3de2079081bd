import { accept, problem, refuse } from '../domain/outcome.ts';
import { readRulebook } from '../domain/scoring/check-rulebook.ts';
import { addRulebook, issuedOnOrAfter, rulebookStartingOn, siteExists } from '../store/bulletins.ts';
import type { Action } from './action.ts';

export interface AdoptRulebook {
  readonly site: string;
  readonly rulebook: unknown;
}

/** Puts a rulebook in force from its first day. It is never edited; a later one supersedes it, and issued periods keep theirs. */
export const adoptRulebook: Action<AdoptRulebook, { readonly id: number }> = {
  name: 'rulebook.adopt',
  says: '采用一份计分办法',
  input: {
    type: 'object',
    required: ['site', 'rulebook'],
    properties: { site: { type: 'string' }, rulebook: { type: 'object' } },
    additionalProperties: false,
  },
  needs: 'rulebook.adopt',
  siteOf: (input) => input.site,
  alone: true,
  run: async ({ db, now, record }, { site, rulebook }) => {
    const read = readRulebook(rulebook);
    if (!read.ok) return read;
    if (!(await siteExists(db, site))) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
    const issued = await issuedOnOrAfter(db, site, read.value.from);
    if (issued !== undefined) {
      return refuse('conflict', [
        problem('issued', `截至 ${issued} 的通报已印发，新办法的施行之日应在其后，现为 ${read.value.from}`, 'from'),
      ]);
    }
    const same = await rulebookStartingOn(db, site, read.value.from);
    if (same !== undefined)
      return refuse('conflict', [problem('duplicate', `${read.value.from} 已有办法“${same}”施行，请改定施行之日`, 'from')]);
    const id = await addRulebook(db, { site, name: read.value.name, startsOn: read.value.from, body: read.value, now });
    await record({ site, thing: 'rulebook', thingId: String(id), to: 'adopted', detail: { name: read.value.name, from: read.value.from } });
    return accept({ id });
  },
};
