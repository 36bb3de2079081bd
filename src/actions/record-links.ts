/** `link.record`: what links of published texts answered at night; the dead ones are listed for the office. */
import { accept } from '../domain/outcome.ts';
import { type LinkFound, type LinksToAsk, type RecordedLinks, recordLinks } from '../store/links.ts';
import type { Action } from './action.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';

export interface RecordLinks extends Omit<LinksToAsk, 'links'> {
  readonly links: readonly LinkFound[];
}

const link = { type: 'string', minLength: 1 } as const;

export const recordLinksAction: Action<RecordLinks, RecordedLinks> = {
  name: 'link.record',
  says: '记下已发布稿件里打不开的链接',
  needs: 'link.check',
  inside: true,
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'night', 'lastId', 'links'],
    properties: {
      ...{ site: siteSchema, night: daySchema, lastId: { anyOf: [{ type: 'integer', minimum: 0 }, { type: 'null' }] } },
      links: {
        type: 'array',
        items: {
          type: 'object',
          required: ['submission', 'version', 'link', 'own'],
          properties: { submission: idSchema, version: { type: 'integer', minimum: 0 }, link, own: { type: 'boolean' }, fault: link },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  run: async ({ client, record, goesOn }, { links, ...walk }) => {
    const done = await recordLinks(client, { ...walk, links }, links);
    if (done.dead + done.mended === 0) goesOn();
    else await record({ thing: 'site', thingId: walk.site, detail: { asked: links.length, ...done } });
    return accept(done);
  },
};
