/** The worker: proofreads what a page tells it, so that typing never waits. */
import type { ToWorker } from './protocol.ts';
import { openService } from './service.ts';
import { fetchDictionary, fetchTypos, shippedLists } from './shipped.ts';

const take = openService({
  tell: (message) => postMessage(message),
  lists: shippedLists(),
  fetchDictionary,
  fetchTypos,
  turn: () => new Promise((resolve) => setTimeout(resolve)),
  now: () => performance.now(),
});
addEventListener('message', ({ data }: MessageEvent<ToWorker>) => take(data));
