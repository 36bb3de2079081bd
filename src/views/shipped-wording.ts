/** What ships for proofreading, to be looked through and switched off: words of lists, rules, protected phrases. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import type { ShippedEntry } from '../domain/wording/proofreader.ts';
import { visibleSite } from '../store/visible.ts';
import { type Page, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeLookingView } from './view.ts';

export interface ShippedWordingInput {
  readonly site: string;
  /** A part of the word, its correction or the rule. */
  readonly text?: string;
  /** Only what is switched off. */
  readonly off?: boolean;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownShipped extends ShippedEntry {
  readonly off: boolean;
}
interface Seen {
  readonly asked: ShippedWordingInput;
  readonly off: readonly string[];
}

export const shippedWording = makeLookingView<ShippedWordingInput, Seen, Page<ShownShipped>>(
  { view: 'shipped-wording', says: '自带的词语、规则、固定表述，哪些在本站停用' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      ...{ site: siteProperty, text: { type: 'string', minLength: 1, maxLength: 60 }, off: { type: 'boolean' } },
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, asked) => {
    const seen = await visibleSite(client, actor, 'wording.keep', asked.site);
    if (!seen.ok) return seen;
    const off = await client.query<{ key: string }>('select o.key from wording_off o where o.site_id = $1', [asked.site]);
    return accept({ asked, off: off.rows.map(({ key }) => key) });
  },
  async ({ asked: { text, off: onlyOff = false, after = '0', limit = usualLimit }, off }, tools) => {
    if (!tools) return refuse('conflict', [problem('no-engine', '这里没有校对引擎')]);
    const silent = new Set(off);
    const entries = await tools.proofreader.shipped();
    const wanted = entries.filter(
      ({ key, find, put, list }) =>
        (!onlyOff || silent.has(key)) && (text === undefined || [find, list, ...put].some((one) => one.includes(text))),
    );
    const from = Number(after);
    const rows = wanted.slice(from, from + limit).map((entry) => ({ ...entry, off: silent.has(entry.key) }));
    return accept({ rows, ...(wanted.length > from + limit ? { next: String(from + limit) } : {}) });
  },
);
