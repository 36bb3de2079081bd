/** A thread that looks through texts, so that no request waits behind that. */
import { parentPort } from 'node:worker_threads';
import { type Answered, type Asked, type AskedFigures, createLooks } from './site-looks.ts';

const looks = createLooks();

async function answer(asked: Asked | AskedFigures): Promise<Answered> {
  const { id, text, settle } = asked;
  try {
    if ('to' in asked) return { id, figures: await looks.figures(asked.settle.wording, asked.settle.model, text, asked.start, asked.to) };
    const { site, version, point, on } = asked;
    const look = looks.find(site, version) ?? (settle && (await looks.make(settle.wording, settle.model)));
    return look ? { id, findings: look(text, point, on) } : { id, unknown: true };
  } catch (fault) {
    return { id, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}

parentPort?.on('message', async (asked: Asked | AskedFigures) => parentPort?.postMessage(await answer(asked)));
