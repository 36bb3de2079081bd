/** Items whose texts are alike, and items that tell of one event in other words: hints for whoever sends or merges them. */
import { bandKeys } from '../../text/similar/band-keys.ts';
import { eventKeys } from '../../text/similar/event-keys.ts';
import { type Account, jointEvent, signsOf } from '../../text/similar/events.ts';
import { earlier } from '../../text/similar/first.ts';
import { foldedLength } from '../../text/similar/fold.ts';
import { likenessOf, type ShingleSize, shinglesOf, shortReach, sizeFor } from '../../text/similar/shingles.ts';
import { dayFrom } from '../calendar/day.ts';

/** What is compared of an item: its title and the plain text of its body. */
export interface ComparedText {
  readonly title: string;
  readonly text: string;
  /** YYYY-MM-DD. */
  readonly eventOn?: string | null | undefined;
}

export interface Similarity {
  /** 0–1: the part of runs of four characters that both texts share, of those that either holds. */
  readonly similarity: number;
  /** What each holds of the other is the same event, told in its own words. */
  readonly sameEvent: boolean;
  /** Names and numbers that speak for one event. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** Keeps the numbers of one site's items apart from those of others. */
function saltOf(site: string): number {
  let salt = 0;
  for (let at = 0; at < site.length; at += 1) salt = Math.imul(salt ^ site.charCodeAt(at), 0x0100_0193);
  return salt;
}
const accountOf = ({ title, text, eventOn }: ComparedText): Account => ({
  title,
  text,
  on: eventOn ? dayFrom(eventOn) : undefined,
});

/** The numbers an item of a site is found by where its text is alike. */
export const similarBands = (site: string, text: string): readonly number[] => bandKeys(text, saltOf(site));

/** The numbers an item of a site is found by where it may tell of the same event. */
export const eventSigns = (site: string, item: ComparedText): readonly number[] => eventKeys(accountOf(item), saltOf(site));

/** A text whose shingles are made once, however many others it is compared with. */
export interface HeldText {
  readonly length: number;
  readonly shingles: (size: ShingleSize) => Int32Array;
}
export function heldText(text: string): HeldText {
  const made = new Map<ShingleSize, Int32Array>();
  const shingles = (size: ShingleSize): Int32Array => {
    const known = made.get(size) ?? shinglesOf(text, size);
    made.set(size, known);
    return known;
  };
  return { length: foldedLength(text, shortReach), shingles };
}

/** How alike two texts are, 0–1. */
export function textSimilarity(one: HeldText, other: HeldText): number {
  const size = sizeFor(one.length, other.length);
  return likenessOf(one.shingles(size), other.shingles(size)).similarity;
}

/** How alike each of many items is to one. */
export function similarityTo(one: ComparedText): (other: ComparedText) => Similarity {
  const [held, signs] = [heldText(one.text), signsOf(accountOf(one))];
  return (other) => {
    const { same, names, numbers } = jointEvent(signs, signsOf(accountOf(other)));
    return { similarity: textSimilarity(held, heldText(other.text)), sameEvent: same, names, numbers };
  };
}

/** Who was first: by the moment, and of one moment by the number. */
export const wasEarlier = (one: { readonly id: number; readonly at: Date }, other: { readonly id: number; readonly at: Date }): boolean =>
  earlier({ id: one.id, moment: one.at.getTime() }, { id: other.id, moment: other.at.getTime() }) < 0;
