/** What the worker does with what it is told, apart from where its data comes from. */
import type { ShippedText } from '../../text/site-layers.ts';
import { looksOf } from './looks.ts';
import type { FromWorker, Lines, Settled, ToWorker, TyposState } from './protocol.ts';
import { openReader, type Reader } from './reader.ts';
import type { FetchedTypos } from './typo-data.ts';

type Needed<Key extends keyof ShippedText> = NonNullable<ShippedText[Key]>;

export interface ServiceOptions {
  readonly tell: (message: FromWorker) => void;
  readonly lists: Pick<ShippedText, 'fold' | 'traditional' | 'lists' | 'protectedLists'>;
  readonly fetchDictionary: () => Promise<Needed<'dictionary'>>;
  readonly fetchTypos: (settled: Settled) => Promise<FetchedTypos>;
  /** Lets what has been said meanwhile come in. */
  readonly turn: () => Promise<void>;
  readonly now: () => number;
}

/** How long it looks deeper before it listens again, in milliseconds: so long a newer text may have to wait. */
const slice = 12;

const keyOf = (settled: Settled | undefined): string =>
  settled ? [readingKey(settled), settled.wording.version, settled.point, settled.on].join(' ') : '';

/** By what the model to be fetched is another one. */
const readingKey = ({ wording, own }: Settled): string => [wording.site, own?.model?.sha256, own?.gate].join(' ');

/** Gives what takes the page's messages. A text is looked at with what has arrived, and again when more arrives. */
export function openService({ tell, lists, fetchDictionary, fetchTypos, turn, now }: ServiceOptions): (message: ToWorker) => void {
  let dictionary: ShippedText['dictionary'];
  let typos: (FetchedTypos & { readonly site: string; readonly of: string }) | undefined;
  /** Of what is being fetched. */
  let fetching: string | undefined;
  let settled: Settled | undefined;
  let typosState: TyposState = 'off';
  let wanted = false;
  /** None before it is settled by what to look. */
  let reader: Reader | undefined;
  let present: { readonly id: number; readonly lines: Lines } | undefined;

  async function look(): Promise<void> {
    const mine = present;
    const by = reader;
    if (!mine || !by) return;
    const found = (complete: boolean) => tell({ kind: 'found', id: mine.id, findings: by.look(mine.lines), complete });
    let complete = by.deepen(mine.lines, () => true);
    found(complete);
    if (complete) return;
    while (!complete) {
      await turn();
      if (present !== mine || reader !== by) return;
      const until = now() + slice;
      complete = by.deepen(mine.lines, () => now() > until);
    }
    found(true);
  }
  function renew(): void {
    if (!settled) return;
    const more = {
      ...(dictionary ? { dictionary } : {}),
      ...(wanted && typos?.site === settled.wording.site ? { typos: typos.data } : {}),
    };
    reader = openReader(looksOf({ ...lists, ...more }, settled));
    void look();
  }
  function say(state: TyposState): void {
    typosState = state;
    tell({ kind: 'typos', state, ...(state === 'on' && typos ? { model: typos.model } : {}) });
  }
  /** Whether what was fetched is what the site's texts are read with now. */
  const isHad = (): boolean => settled !== undefined && typos?.of === readingKey(settled);
  async function fetchModel(): Promise<void> {
    // It is fetched as soon as it is settled of which site.
    if (!settled) return;
    const of = readingKey(settled);
    const { site } = settled.wording;
    say('loading');
    if (fetching === of) return;
    fetching = of;
    try {
      const fetched = await fetchTypos(settled);
      if (fetching !== of) return;
      typos = { ...fetched, site, of };
    } catch {
      if (fetching === of) say('failed');
      return;
    } finally {
      if (fetching === of) fetching = undefined;
    }
    say(wanted ? 'on' : 'off');
    if (wanted) renew();
  }
  fetchDictionary().then(
    (read) => {
      dictionary = read;
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
    if (message.kind === 'settle') {
      const { kind: _, ...now } = message;
      if (keyOf(settled) === keyOf(now)) return;
      settled = now;
      renew();
      if (wanted && !isHad()) void fetchModel();
      return;
    }
    if (wanted === message.wanted && typosState !== 'failed') {
      say(typosState);
      return;
    }
    wanted = message.wanted;
    if (wanted && !isHad()) {
      void fetchModel();
      return;
    }
    say(wanted ? 'on' : 'off');
    renew();
  };
}
