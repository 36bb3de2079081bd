/** Notices to units (整改通知) as files, made when somebody asks for them: `GET /api/notice/SITE/NUMBER/docx`. */
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../actions/action.ts';
import { problem, refuse } from '../domain/outcome.ts';
import type { Printer } from '../engines/documents.ts';
import { rectificationNotice } from '../views/rectification-notice.ts';
import type { FindAsker } from './asker.ts';
import { disposition } from './disposition.ts';
import { sendRefusal } from './respond.ts';

interface Door {
  readonly platform: Pick<Platform, 'pool'>;
  readonly findAsker: FindAsker;
  readonly print: Printer['print'];
}
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;
const isFormat = (text: string): text is keyof typeof mediaTypes => Object.hasOwn(mediaTypes, text);

export function mountNotices(app: FastifyInstance, { platform, findAsker, print }: Door): void {
  app.get<{ Params: { site: string; notice: string; format: string } }>('/api/notice/:site/:notice/:format', async (request, reply) => {
    const asker = await findAsker(request, reply, 'known');
    if (!asker) return reply;
    const { site, notice, format } = request.params;
    if (!isFormat(format))
      return sendRefusal(request, reply, refuse('not-found', [problem('unknown-format', '只有 docx 和 pdf', 'format')]));
    const seen = await rectificationNotice(platform.pool, asker.actor, { site, notice: Number(notice) });
    if (!seen.ok) return sendRefusal(request, reply, seen);
    const { number, unit, document } = seen.value;
    return reply
      .type(mediaTypes[format])
      .header('cache-control', 'private, no-cache')
      .header('content-disposition', disposition('attachment', `${number}（${unit}）.${format}`))
      .send(Buffer.from(await print(document, format)));
  });
}
