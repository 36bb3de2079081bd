/** A site's own wording as the office keeps it: entries with who added them, what ships and is switched off, persons in office. */
import { accept } from '../domain/outcome.ts';
import { type EntryKind, entryKindNames, entryKinds } from '../domain/wording/entry.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SiteWordingInput {
  readonly site: string;
  readonly kind?: EntryKind;
  /** A part of the word or of its correction. */
  readonly text?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownEntry {
  readonly entry: number;
  readonly kind: EntryKind;
  readonly kindName: string;
  readonly find: string;
  readonly put: readonly string[];
  readonly why: string | null;
  readonly addedBy: string;
  /** ISO 8601. */
  readonly addedAt: string;
}
export interface ShownHolder {
  readonly holder: number;
  readonly name: string;
  readonly post: string;
  readonly from: string;
  readonly to: string | null;
  readonly position: number | null;
}
export interface ShownWording extends Page<ShownEntry> {
  readonly site: VisibleSite;
  /** The newest first. */
  readonly off: readonly { readonly key: string; readonly by: string; readonly at: string }[];
  readonly holders: readonly ShownHolder[];
}

interface EntryRow extends Omit<ShownEntry, 'entry' | 'kindName' | 'addedAt'> {
  readonly id: number;
  readonly added_at: Date;
}
/** Beside the page of entries, whole: an office switches off some words, and has some dozens in office. */
const most = 1000;

export const siteWording = makeView<SiteWordingInput, ShownWording>(
  { view: 'site-wording', says: '本站用语：自己的词条、停用的自带词条、领导姓名职务' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      ...{ site: siteProperty, kind: { enum: entryKinds }, text: { type: 'string', minLength: 1, maxLength: 60 } },
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, { site, kind, text, after, limit = usualLimit }) => {
    const seen = await visibleSite(client, actor, 'wording.keep', site);
    if (!seen.ok) return seen;
    const entries = await client.query<EntryRow>(
      `select e.id, e.kind, e.find, e.put, e.why, e.added_by_name as "addedBy", e.added_at from site_wording e
       where e.site_id = $1 and e.state = 'active' and ($2::text is null or e.kind = $2) and e.id < $3
         and ($4::text is null or strpos(e.find, $4) > 0 or strpos(array_to_string(e.put, ' '), $4) > 0) order by e.id desc limit $5`,
      [site, kind ?? null, after ?? Number.MAX_SAFE_INTEGER, text ?? null, limit + 1],
    );
    const off = await client.query<{ key: string; by: string; at: Date }>(
      `select o.key, o.off_by_name as by, o.off_at as at from wording_off o where o.site_id = $1 order by o.off_at desc, o.key limit ${most}`,
      [site],
    );
    const holders = await client.query<ShownHolder>(
      `select h.id as holder, h.name, h.post, h.from_on as "from", h.to_on as "to", h.position from office_holders h
       where h.site_id = $1 and h.state = 'active' order by h.position nulls last, h.id limit ${most}`,
      [site],
    );
    const show = ({ id, added_at, ...entry }: EntryRow): ShownEntry => ({
      ...{ entry: id, kindName: entryKindNames[entry.kind], addedAt: added_at.toISOString() },
      ...entry,
    });
    return accept({
      site: seen.value,
      ...pageOf(entries.rows, limit, show),
      off: off.rows.map(({ key, by, at }) => ({ key, by, at: at.toISOString() })),
      holders: holders.rows,
    });
  },
);
