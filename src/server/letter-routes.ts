/** Letters to download: the notice to a unit that reported nothing, as docx or pdf. Made when asked for; nothing of it is kept. */
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../actions/action.ts';
import { problem, refuse } from '../domain/outcome.ts';
import type { Printer } from '../engines/documents.ts';
import { zeroLetter } from '../views/zero-reports.ts';
import type { FindAsker } from './asker.ts';
import { disposition } from './disposition.ts';
import { sendRefusal } from './respond.ts';

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

interface Asked {
  readonly site: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly format: string;
}

export function mountLetters(
  app: FastifyInstance,
  door: { readonly platform: Pick<Platform, 'pool'>; readonly findAsker: FindAsker; readonly print: Printer['print'] },
): void {
  app.get<{ Params: Asked }>('/api/zero-letter/:site/:unit/:from/:to/:format', async (request, reply) => {
    const asker = await door.findAsker(request, reply, 'known');
    if (!asker) return reply;
    const { site, unit, from, to, format } = request.params;
    if (format !== 'docx' && format !== 'pdf')
      return sendRefusal(request, reply, refuse('bad-input', [problem('format', '通知可以是 docx 或 pdf', 'format')]));
    const letter = await zeroLetter(door.platform.pool, asker.actor, { site, unit: Number(unit), from, to });
    if (!letter.ok) return sendRefusal(request, reply, letter);
    const bytes = await door.print(letter.value.document, format);
    return reply
      .type(mediaTypes[format])
      .header('cache-control', 'no-store')
      .header('content-disposition', disposition('attachment', `零报送通知-${letter.value.unit}.${format}`))
      .send(Buffer.from(bytes));
  });
}
