/** What the worker does with what it is told, apart from where its data comes from. */
import { type Arrived, looksOf } from './looks.ts';
import type { FromWorker, Lines, ToWorker, TyposState } from './protocol.ts';
import { openReader } from './reader.ts';

export interface ServiceOptions {
  readonly tell: (message: FromWorker) => void;
  readonly lists: Pick<Arrived, 'fold' | 'lists' | 'protectedLists'>;
  readonly fetchDictionary: () => Promise<NonNullable<Arrived['dictionary']>>;
  readonly fetchTypos: () => Promise<NonNullable<Arrived['typos']>>;
  /** Lets what has been said meanwhile come in. */
  readonly turn: () => Promise<void>;
  readonly now: () => number;
}

/** How long it looks deeper before it listens again, in milliseconds: so long a newer text may have to wait. */
const slice = 12;

/** Gives what takes the page's messages. A text is looked at with what has arrived, and again when more arrives. */
export function openService({ tell, lists, fetchDictionary, fetchTypos, turn, now }: ServiceOptions): (message: ToWorker) => void {
  let arrived: Arrived = lists;
  let typos: Arrived['typos'];
  let typosState: TyposState = 'off';
  let wanted = false;
  let reader = openReader(looksOf(arrived));
  let present: { readonly id: number; readonly lines: Lines } | undefined;

  async function look(): Promise<void> {
    const mine = present;
    const by = reader;
    if (!mine) return;
    const found = (complete: boolean) => tell({ kind: 'found', id: mine.id, findings: by.look(mine.lines), complete });
    let complete = by.deepen(mine.lines, () => true);
    found(complete);
    while (!complete) {
      await turn();
      if (present !== mine || reader !== by) return;
      const until = now() + slice;
      complete = by.deepen(mine.lines, () => now() > until);
    }
    if (present === mine && reader === by) found(true);
  }
  function renew(): void {
    const { typos: _, ...rest } = arrived;
    arrived = { ...rest, ...(wanted && typos ? { typos } : {}) };
    reader = openReader(looksOf(arrived));
    void look();
  }
  function say(state: TyposState): void {
    typosState = state;
    tell({ kind: 'typos', state });
  }
  async function fetchModel(): Promise<void> {
    say('loading');
    try {
      typos = await fetchTypos();
    } catch {
      say('failed');
      return;
    }
    say(wanted ? 'on' : 'off');
    if (wanted) renew();
  }
  fetchDictionary().then(
    (dictionary) => {
      arrived = { ...arrived, dictionary };
      renew();
    },
    // Without it there is less to say; the server says the rest.
    () => undefined,
  );
  return (message) => {
    if (message.kind === 'look') {
      present = message;
      void look();
      return;
    }
    wanted = message.wanted;
    if (wanted && !typos) {
      if (typosState !== 'loading') void fetchModel();
      return;
    }
    say(wanted ? 'on' : 'off');
    renew();
  };
}
