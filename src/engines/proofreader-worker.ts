/** A thread that looks through long texts, so that nobody waits behind them. */
import { parentPort } from 'node:worker_threads';
import { type Answered, type Asked, createLooks } from './site-looks.ts';

const looks = createLooks();

async function answer({ id, site, version, settle, text, point, on }: Asked): Promise<Answered> {
  try {
    const look = looks.find(site, version) ?? (settle && (await looks.make(settle.wording, settle.model)));
    return look ? { id, findings: look(text, point, on) } : { id, unknown: true };
  } catch (fault) {
    return { id, fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}

parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await answer(asked)));
