/** Who does what on which day in the demo office: a plan from data, the same for the same day. Nothing here is done yet. */
import { createDice, type Dice, seedOf } from './demo-work-dice.ts';
import { type DemoText, fitsMonth, localDay } from './demo-work-texts.ts';

/** A person of the demo office, as assets/demo-work/people.json holds it. */
export interface DemoPerson {
  readonly name: string;
  readonly signInName: string;
  readonly phone?: string;
  readonly roles: readonly { readonly role: string; readonly unit?: string; readonly platform?: boolean }[];
  readonly leaves?: boolean;
  /** Sign-in name of the one whose work is taken over. */
  readonly succeeds?: string;
  readonly note?: string;
}

export interface DemoUnit {
  readonly key?: string;
  readonly name: string;
  readonly group: string;
  readonly class?: string;
  readonly parent?: string;
}

/** A path through the office: words such as `submit`, `return:why`, `+2` (so many working days later). */
type Path = readonly string[];

/** A story told on purpose, so that every state and step is there. */
export interface DemoStory {
  readonly key: string;
  /** The first one that fits the month. */
  readonly text: string | readonly string[];
  readonly unit: string;
  readonly place?: string;
  readonly daysAgo: number;
  readonly steps: Path;
  readonly late?: boolean;
  /** Entered later from paper (补录). */
  readonly paper?: boolean;
  readonly joint?: readonly string[];
  readonly attach?: readonly ('docx' | 'png')[];
  readonly channel?: string;
}

export interface DemoPaths {
  readonly ordinary: readonly { readonly weight: number; readonly steps: Path; readonly late?: boolean }[];
  readonly unreviewed: readonly { readonly weight: number; readonly steps: Path; readonly late?: boolean }[];
  readonly sayings: Readonly<Record<string, readonly string[]>>;
  readonly perDay: { readonly from: number; readonly to: number; readonly monthEnd: number };
  /** How much a unit reports beside others; 1 where not given. */
  readonly eager: Readonly<Record<string, number>>;
  /** So many days ago a unit wrote for the last time: it was merged into another. */
  readonly until: Readonly<Record<string, number>>;
}

export interface DemoData {
  readonly units: readonly DemoUnit[];
  readonly texts: readonly DemoText[];
  readonly stories: readonly DemoStory[];
  readonly paths: DemoPaths;
  readonly places: Readonly<Record<string, readonly string[]>>;
}

export interface PlannedStep {
  readonly at: Date;
  readonly do: string;
  /** What follows the word, part by part. */
  readonly said: readonly string[];
}

export interface PlannedStory {
  readonly key: string;
  readonly unit: string;
  readonly text: DemoText;
  readonly place: string;
  readonly eventOn: Date;
  readonly steps: readonly PlannedStep[];
  readonly paper: boolean;
  readonly joint: readonly string[];
  readonly attach: readonly ('docx' | 'png')[];
  readonly channel: string | undefined;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
export const DAYS_OF_WORK = 90;

/** The first moment of the office's day. */
export const midnight = (moment: Date): Date => new Date(Math.floor((moment.getTime() + 8 * 60 * MINUTE) / DAY) * DAY - 8 * 60 * MINUTE);
const after = (moment: Date, minutes: number): Date => new Date(moment.getTime() + minutes * MINUTE);
export const daysAfter = (moment: Date, days: number): Date => new Date(moment.getTime() + days * DAY);
const isWeekend = (moment: Date): boolean => [0, 6].includes(new Date(moment.getTime() + 8 * 60 * MINUTE).getUTCDay());

const [OPENS, CLOSES] = [8 * 60 + 30, 17 * 60 + 45];

/** How long after the step before, in minutes. */
const pace: Readonly<Record<string, readonly [number, number]>> = {
  save: [5, 25],
  submit: [4, 20],
  recall: [10, 40],
  approve: [20, 190],
  'approve-one': [20, 120],
  return: [30, 240],
  claim: [20, 300],
  edit: [10, 45],
  adopt: [5, 40],
  publish: [20, 240],
  'publish-urgently': [5, 15],
};

/** Moments of a path from its first day on, in office hours of working days. */
function timed(path: Path, firstDay: Date, dice: Dice): readonly PlannedStep[] {
  let day = onWorkingDay(firstDay, -1);
  let at = after(day, OPENS + dice.between(5, 400));
  const steps: PlannedStep[] = [];
  for (const word of path) {
    if (word.startsWith('+')) {
      for (let left = Number(word.slice(1)); left > 0; left -= 1) day = onWorkingDay(daysAfter(day, 1), 1);
      at = after(day, OPENS + dice.between(5, 120));
      continue;
    }
    const [name = '', ...said] = word.split(':');
    const [from, to] = pace[name] ?? [5, 60];
    if (steps.length > 0) at = after(at, dice.between(from, to));
    if (at > after(day, CLOSES) && name !== 'publish-urgently') {
      day = onWorkingDay(daysAfter(day, 1), 1);
      at = after(day, OPENS + dice.between(5, 75));
    }
    steps.push({ at, do: name, said });
  }
  return steps;
}

/** The first moment of the nearest working day, that day or before or after it. */
export function onWorkingDay(day: Date, towards: 1 | -1): Date {
  let found = midnight(day);
  while (isWeekend(found)) found = daysAfter(found, towards);
  return found;
}

/** All stories, those told on purpose and the everyday ones, up to `now`: what lies later is left to whoever opens the demo. */
export function planWork(data: DemoData, now: Date): readonly PlannedStory[] {
  const special = data.stories.map((story) => planStory(data, story, now));
  return [...special, ...everyday(data, now)].sort((a, b) => (a.steps[0]?.at.getTime() ?? 0) - (b.steps[0]?.at.getTime() ?? 0));
}

/** A story told on purpose is told to its end: it begins earlier where its last step would still lie ahead. */
function planStory(data: DemoData, story: DemoStory, now: Date): PlannedStory {
  for (let daysAgo = story.daysAgo; ; daysAgo += 1) {
    const dice = createDice(seedOf(story.key));
    const first = daysAfter(midnight(now), -daysAgo);
    const steps = timed(sayAll(story.steps, data.paths, dice), first, dice);
    if ((steps.at(-1)?.at ?? now) >= now) continue;
    const began = steps[0]?.at ?? first;
    const text = textNamed(data, story.text, began);
    const lag = story.late ? dice.between(11, 15) : story.paper ? dice.between(4, 6) : dice.between(0, 1);
    const place = story.place ?? placeOf(data, story.unit, text, dice);
    const { key, unit, paper = false, joint = [], attach = [], channel } = story;
    return { key, unit, text, place, eventOn: daysAfter(began, -lag), steps, paper, joint, attach, channel };
  }
}

function textNamed(data: DemoData, names: string | readonly string[], day: Date): DemoText {
  const wanted = [names].flat().map((name) => data.texts.find(({ key }) => key === name));
  const found = wanted.find((text) => text && fitsMonth(text, day)) ?? wanted.at(-1);
  if (!found) throw new Error(`no text of the demo is called ${String(names)}`);
  return found;
}

const isTown = (unit: DemoUnit): boolean => unit.class === '三类';
const keyOf = (unit: DemoUnit): string => unit.key ?? unit.name;

/** Its own town where a town writes; for the others any that the text fits. */
const placeOf = (data: DemoData, unit: string, text: DemoText, dice: Dice): string =>
  Object.hasOwn(data.places, unit)
    ? unit
    : dice.pick(Object.keys(data.places).filter((name) => !(rural.has(text.section) && isStreet(name))));

/** {质量} and the like become one of the office's sayings. */
const sayAll = (path: Path, { sayings }: DemoPaths, dice: Dice): Path =>
  path.map((word) => word.replace(/\{(\S+?)\}/g, (whole, name: string) => (sayings[name] ? dice.pick(sayings[name]) : whole)));

function everyday(data: DemoData, now: Date): PlannedStory[] {
  const stories: PlannedStory[] = [];
  const used = new Map<string, number>();
  for (let ago = DAYS_OF_WORK; ago >= 0; ago -= 1) {
    const day = daysAfter(midnight(now), -ago);
    if (isWeekend(day)) continue;
    const { text: date, month } = localDay(day);
    const dice = createDice(seedOf(date));
    const { from, to, monthEnd } = data.paths.perDay;
    const isMonthEnd = localDay(daysAfter(day, 3)).month !== month;
    const count = dice.between(from, to) + (isMonthEnd ? monthEnd : 0);
    for (let index = 0; index < count; index += 1) {
      const story = everydayStory(data, { key: `${date}-${index + 1}`, day, now, used }, dice);
      if (story) stories.push(story);
    }
  }
  return stories;
}

interface Occasion {
  readonly key: string;
  readonly day: Date;
  readonly now: Date;
  /** How often a unit used a text. */
  readonly used: Map<string, number>;
}

function everydayStory(data: DemoData, { key, day, now, used }: Occasion, dice: Dice): PlannedStory | undefined {
  const { eager, until } = data.paths;
  const isOver = (one: DemoUnit): boolean => day > daysAfter(midnight(now), -(until[keyOf(one)] ?? 0));
  const unit = dice.weighed(data.units.map((one) => ({ one, weight: isOver(one) ? 0 : (eager[keyOf(one)] ?? 1) }))).one;
  const fitting = data.texts.filter((text) => fitsMonth(text, day) && writes(text, unit));
  if (fitting.length === 0) return undefined;
  const times = (text: DemoText): number => used.get(`${keyOf(unit)} ${text.key}`) ?? 0;
  const fewest = Math.min(...fitting.map(times));
  const text = dice.pick(fitting.filter((one) => times(one) === fewest));
  used.set(`${keyOf(unit)} ${text.key}`, fewest + 1);
  const path = dice.weighed(keyOf(unit) === '枫林乡' ? data.paths.unreviewed : data.paths.ordinary);
  const steps = timed(sayAll(path.steps, data.paths, dice), day, dice).filter(({ at }) => at < now);
  const eventOn = daysAfter(day, path.late ? -dice.between(10, 16) : -dice.between(0, 2));
  const place = placeOf(data, keyOf(unit), text, dice);
  if (steps.length === 0) return undefined;
  return { key, unit: keyOf(unit), text, place, eventOn, steps, paper: false, joint: [], attach: [], channel: undefined };
}

/** Sections on fields and villages: a street of the county town has none. */
const rural = new Set(['三农工作', '防汛抗旱', '乡村振兴', '乡镇动态']);
const isStreet = (name: string): boolean => name.endsWith('街道');

const writes = ({ units, kind, section }: DemoText, unit: DemoUnit): boolean => {
  // Policies, interviews and their like are told on purpose only.
  if (kind !== undefined && kind !== 'notice') return false;
  if (units.includes(keyOf(unit))) return true;
  return isTown(unit) && units.includes('乡镇') && !(rural.has(section) && isStreet(unit.name));
};
