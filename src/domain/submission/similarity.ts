/** Items whose texts are alike, and items that tell of one event in other words: hints for whoever sends or merges them. */
import { bandKeys } from '../../text/similar/band-keys.ts';
import { jointEvent, signsOf } from '../../text/similar/events.ts';
import { earlier } from '../../text/similar/first.ts';
import { compareTexts } from '../../text/similar/shingles.ts';
import { commonSpans } from '../../text/similar/spans.ts';
import { dayFrom } from '../calendar/day.ts';

/** From this part of equal text on an item is shown as a near-duplicate. */
export const nearDuplicate = 0.8;

/** What is compared of an item: its title and the plain text of its body. */
export interface ComparedText {
  readonly title: string;
  readonly text: string;
  /** YYYY-MM-DD. */
  readonly eventOn?: string | null | undefined;
}

/** A stretch of two texts that says the same in both. */
export type SimilarSpan = ReturnType<typeof commonSpans>[number];

export interface Similarity {
  /** 0–1: the part of runs of four characters that both texts share, of those that either holds. */
  readonly similarity: number;
  /** What each holds of the other is the same event, told in its own words. */
  readonly sameEvent: boolean;
  /** Names and numbers that speak for one event. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** The numbers an item of a site is found by where its text is alike. */
export function similarBands(site: string, text: string): readonly number[] {
  let salt = 0;
  for (let at = 0; at < site.length; at += 1) salt = Math.imul(salt ^ site.charCodeAt(at), 0x0100_0193);
  return bandKeys(text, salt);
}

/** How alike two items are. `known` are the names of the site's units. */
export function similarityOf(one: ComparedText, other: ComparedText, known: readonly string[] = []): Similarity {
  const signs = ({ title, text, eventOn }: ComparedText) => signsOf({ title, text, on: eventOn ? dayFrom(eventOn) : undefined }, known);
  const { same, names, numbers } = jointEvent(signs(one), signs(other));
  return { similarity: compareTexts(one.text, other.text).similarity, sameEvent: same, names, numbers };
}

/** Who was first: by the moment, and of one moment by the number. */
export const wasEarlier = (one: { readonly id: number; readonly at: Date }, other: { readonly id: number; readonly at: Date }): boolean =>
  earlier({ id: one.id, moment: one.at.getTime() }, { id: other.id, moment: other.at.getTime() }) < 0;

/** Where two texts say the same, in UTF-16 units of each. */
export const similarSpans = (one: string, other: string): readonly SimilarSpan[] => commonSpans(one, other);
