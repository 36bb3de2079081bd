/** The worker of this window: started when a text is written, handed on from one text to the next, and ended when nobody needs it. */
import { type Channel, type Heard, openChannel, type Port } from './channel.ts';

/** How long it waits for another text, in milliseconds. */
const patience = 5 * 60_000;
let spare: { readonly port: Port; readonly end: ReturnType<typeof setTimeout> } | undefined;

function takePort(): Port {
  if (!spare) return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'wording' });
  const { port, end } = spare;
  clearTimeout(end);
  spare = undefined;
  return port;
}

function keep(port: Port): void {
  spare?.port.terminate();
  if (spare) clearTimeout(spare.end);
  const end = setTimeout(() => {
    port.terminate();
    spare = undefined;
  }, patience);
  spare = { port, end };
}

/** Undefined where the browser runs no workers. */
export function startChannel(heard: Heard): Channel | undefined {
  try {
    const port = takePort();
    return openChannel(port, heard, keep);
  } catch {
    return undefined;
  }
}
