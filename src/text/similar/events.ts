/**
 * Do two items tell of the same event, in whatever words? It is offered to an editor as a merge, so that it rather says nothing than
 * something wrong: the days must agree, neither may be another one of a series or at another place, and what they are about, whom they name
 * and what they count must come together.
 */
import { daysIn, namesIn, numbersIn, ordinalsIn, placesIn, plainOf, topicOf } from './event-signs.ts';

/** What an item tells. */
export interface Account {
  readonly title: string;
  /** Plain text. */
  readonly text: string;
  /** The day of the event as a number of days, where it is known. */
  readonly on?: number | undefined;
}

/** What speaks for one event. */
export interface JointEvent {
  /** 0–1; 0 where something speaks against it. */
  readonly score: number;
  /** From `sameEventScore` on: to be offered. */
  readonly same: boolean;
  /** What both name, as an editor sees it. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** From this score on two items are offered as telling of one event. */
const sameEventScore = 0.6;
const none: JointEvent = { score: 0, same: false, names: [], numbers: [] };

/** What an account is known by. Made once where it is compared with many. */
export interface EventSigns {
  readonly on: number | undefined;
  readonly all: string;
  readonly days: ReadonlySet<string>;
  readonly topic: readonly string[];
  readonly names: ReadonlySet<string>;
  readonly titlePlaces: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly ordinals: ReadonlySet<string>;
}

/** `known`: names of persons, bodies and places that the office keeps; they are looked for as they stand. */
export function signsOf({ title, text, on }: Account, known: readonly string[] = []): EventSigns {
  const head = plainOf(title);
  const all = `${head}\n${plainOf(text)}`;
  return {
    on,
    all,
    days: daysIn(all),
    topic: topicOf(title),
    names: new Set([...namesIn(all), ...known.filter((name) => name.length > 1 && all.includes(name))]),
    titlePlaces: placesIn(head),
    places: placesIn(all),
    numbers: numbersIn(all),
    ordinals: ordinalsIn(head),
  };
}

const apart = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size > 0 && other.size > 0 && one.isDisjointFrom(other);

/** How well the days agree: 1 the same, less for a day beside it or one only the texts name, 0 where they do not or nobody says. */
function dayOf(one: EventSigns, other: EventSigns): number {
  const written = !one.days.isDisjointFrom(other.days);
  if (one.on === undefined || other.on === undefined) return written ? 0.8 : 0;
  const distance = Math.abs(one.on - other.on);
  if (distance === 0) return 1;
  // One of them gives the day on which it was written.
  return distance === 1 && written ? 0.6 : 0;
}

/** Each tells in its title of a place that the other does not know: two events of one kind. */
const elsewhere = (one: EventSigns, other: EventSigns): boolean =>
  one.titlePlaces.size > 0 &&
  other.titlePlaces.size > 0 &&
  one.titlePlaces.isDisjointFrom(other.places) &&
  other.titlePlaces.isDisjointFrom(one.places);

/** How much of what a title is about the other item tells of; nothing where the title says nothing. */
const toldBy = ({ topic }: EventSigns, { all }: EventSigns): number =>
  topic.length === 0 ? 0 : topic.filter((pair) => all.includes(pair)).length / topic.length;

/** What two accounts have in common as accounts of one event; symmetrical. */
export function jointEvent(one: EventSigns, other: EventSigns): JointEvent {
  const day = dayOf(one, other);
  if (day === 0 || apart(one.ordinals, other.ordinals) || elsewhere(one, other)) return none;
  const topic = Math.min(toldBy(one, other), toldBy(other, one));
  if (topic < 0.2) return none;
  const names = [...one.names.intersection(other.names)].sort();
  const numbers = [...one.numbers.intersection(other.numbers)].sort();
  // Numbers that all differ are numbers of two events.
  const counted = apart(one.numbers, other.numbers) ? -0.25 : Math.min(1, numbers.length / 2);
  const places = one.places.intersection(other.places).size;
  const named = Math.min(1, (names.length + places / 2) / 2);
  const score = Math.max(0, 0.2 * day + 0.4 * topic + 0.2 * named + 0.2 * counted);
  return { score, same: score >= sameEventScore, names, numbers };
}
