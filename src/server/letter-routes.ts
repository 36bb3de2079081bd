/**
 * Letters to download, as docx or pdf: the notice to a unit that reported nothing, made when asked for; and letters that were sent, as they
 * were kept. Who fetches a letter to the own unit has read it.
 */
import type { FastifyInstance } from 'fastify';
import { type Platform, perform } from '../actions/action.ts';
import { receiveLetter } from '../actions/receive-letter.ts';
import { problem, refuse } from '../domain/outcome.ts';
import type { Printer } from '../engines/documents.ts';
import { letter as letterSent } from '../views/letters.ts';
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

interface Door {
  readonly platform: Platform;
  readonly findAsker: FindAsker;
  readonly print: Printer['print'];
}

export function mountLetters(app: FastifyInstance, door: Door): void {
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
  app.get<{ Params: { site: string; letter: string; format: string } }>('/api/letter/:site/:letter/:format', async (request, reply) => {
    const asker = await door.findAsker(request, reply, 'known');
    if (!asker) return reply;
    const { site, letter: id, format } = request.params;
    if (format !== 'docx' && format !== 'pdf')
      return sendRefusal(request, reply, refuse('bad-input', [problem('format', '通知可以是 docx 或 pdf', 'format')]));
    const seen = await letterSent(door.platform.pool, asker.actor, { site, letter: Number(id) });
    if (!seen.ok) return sendRefusal(request, reply, seen);
    const { mine, read, unit, title, document } = seen.value;
    if (mine && !read) await perform(door.platform, asker.actor, receiveLetter, { site, letter: Number(id) });
    return reply
      .type(mediaTypes[format])
      .header('cache-control', 'private, no-cache')
      .header('content-disposition', disposition('attachment', `${title}（${unit.name}）.${format}`))
      .send(Buffer.from(await door.print(document, format)));
  });
}
