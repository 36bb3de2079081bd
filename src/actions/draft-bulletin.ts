import { bulletinBodySchema, forwardingBodySchema } from '../domain/bulletin/body-schema.ts';
import { take } from '../domain/bulletin/lifecycle.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { addBulletin, loadBulletin, saveBulletin, siteExists } from '../store/bulletins.ts';
import type { Action } from './action.ts';

export interface DraftBulletin {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  readonly body: object;
  /** Changes this draft, last seen in `version`, instead of beginning another. */
  readonly bulletin?: number;
  readonly version?: number;
  /** The issued bulletin that this one corrects (更正). */
  readonly corrects?: number;
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '如 2023-01-01' } as const;

/** Begins a bulletin of a period, or changes its draft. Figures are not in it: they are derived until it is issued. */
export const draftBulletin: Action<DraftBulletin, { readonly bulletin: number; readonly version: number }> = {
  name: 'bulletin.draft',
  says: '拟写或修改通报底稿',
  input: {
    type: 'object',
    required: ['site', 'from', 'to', 'body'],
    properties: {
      site: { type: 'string' },
      from: day,
      to: day,
      body: { anyOf: [bulletinBodySchema, forwardingBodySchema] },
      bulletin: { type: 'integer' },
      version: { type: 'integer' },
      corrects: { type: 'integer' },
    },
    additionalProperties: false,
  },
  needs: 'bulletin.draft',
  siteOf: (input) => input.site,
  run: async ({ db, now, record }, input) => {
    const { site, from, to, body } = input;
    if (!(await siteExists(db, site))) return refuse('not-found', [problem('unknown-site', `没有网站“${site}”`, 'site')]);
    const [first, last] = [dayFrom(from), dayFrom(to)];
    if (first === undefined || last === undefined || first > last)
      return refuse('bad-input', [problem('period', `统计期 ${from} 至 ${to} 不成立`, 'from')]);
    if (input.bulletin === undefined) {
      if (input.corrects !== undefined) {
        const corrected = await loadBulletin(db, site, input.corrects);
        if (corrected?.state !== 'issued') return refuse('wrong-state', [problem('corrects', '只能更正已印发的通报', 'corrects')]);
      }
      const id = await addBulletin(db, {
        site,
        from,
        to,
        body,
        now,
        ...(input.corrects === undefined ? {} : { correctsId: input.corrects }),
      });
      await record({ site, thing: 'bulletin', thingId: String(id), to: 'draft', detail: { from, to } });
      return accept({ bulletin: id, version: 1 });
    }
    const bulletin = await loadBulletin(db, site, input.bulletin);
    if (!bulletin) return refuse('not-found', [problem('unknown-bulletin', `没有第 ${input.bulletin} 号通报`, 'bulletin')]);
    const moved = take('edit', { state: bulletin.state, blocking: [] });
    if (!moved.ok) return moved;
    const version = input.version ?? bulletin.version;
    if (!(await saveBulletin(db, site, bulletin.id, version, { state: moved.value, body }))) {
      return refuse('stale-version', [problem('stale-version', '这份底稿已被别人改过，请先看新的一稿', 'version')]);
    }
    await record({ site, thing: 'bulletin', thingId: String(bulletin.id), from: bulletin.state, to: moved.value });
    return accept({ bulletin: bulletin.id, version: version + 1 });
  },
};
