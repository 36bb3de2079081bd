/** How much the decoder looks at, and what it reports. */
import { type Ranker, ranker } from './scorer.ts';

export interface DecoderOptions {
  /** Edits below these log-odds are not reported. */
  readonly least: number;
  /** Nats that an edit must gain to be ranked at all. */
  readonly gain: number;
  /** Windows of four tokens that lose less than this many nats are not looked at: the dial between speed and recall. */
  readonly surprise: number;
  /** Whether two neighbouring characters that are both wrong are looked for. */
  readonly pairs: boolean;
  /** Whether characters too many and too few are looked for. */
  readonly shifts: boolean;
  /** Pairs whose confusions weigh more than this together are not tried. */
  readonly pairWeight: number;
  /** The same where the two are a word that sounds like what stands there. */
  readonly wordWeight: number;
  readonly ranker: Ranker;
}

export const decoderDefaults: DecoderOptions = {
  least: 0,
  gain: 3,
  surprise: 18,
  pairs: true,
  shifts: false,
  pairWeight: 9,
  wordWeight: 11,
  ranker,
};

/** The layer used while typing: as exact, but only where the text is very surprising, and one character at a time. */
export const whileTyping: Partial<DecoderOptions> = { surprise: 24, pairs: false };
