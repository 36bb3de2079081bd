/** Tells the demo's stories: who plays which part, what stands in the text, and how far each one has come. */

import { imageSource } from '../domain/submission/cleaning.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import type { DemoChanges } from './demo-work-changes.ts';
import { createDice, type Dice, seedOf } from './demo-work-dice.ts';
import { handInFile, type Office } from './demo-work-office.ts';
import { type DemoData, daysAfter, midnight, type PlannedStep, type PlannedStory } from './demo-work-plan.ts';
import { type Cast, steps as known, type Telling, type Told } from './demo-work-steps.ts';
import { fillText } from './demo-work-texts.ts';

export interface Teller {
  readonly tell: (story: PlannedStory, steps: readonly PlannedStep[]) => Promise<void>;
  /** What was published two days ago or before, where no story goes on with it. */
  readonly published: (at: Date) => readonly PublishedStory[];
  /** A delivery is on its way into the channel that cannot be written to. */
  readonly failing: () => boolean;
  /** The item of a story that has begun. */
  readonly itemOf: (story: string) => number;
  readonly summary: () => { readonly items: number; readonly steps: number; readonly states: Readonly<Record<string, number>> };
}

/** A published item with its text as its author knows it. */
export interface PublishedStory extends Pick<Told, 'submission' | 'version'> {
  readonly unit: string;
  readonly body: string;
}

interface Begun {
  readonly story: PlannedStory;
  readonly told: Told;
  readonly text: { title: string; body: string; readonly content: SubmissionContent };
  readonly dice: Dice;
}

export function createTeller(office: Office, data: DemoData & { readonly changes: DemoChanges }, now: Date): Teller {
  const begun = new Map<string, Begun>();
  let [taken, failing] = [0, false];
  const others = (key: string): Told => {
    const other = begun.get(key);
    if (!other) throw new Error(`the story ${key} has not begun`);
    return other.told;
  };
  const tell: Teller['tell'] = async (story, steps) => {
    for (const { do: word, said, at } of steps) {
      const cast = castOf(office, story, at);
      const held = begun.get(story.key) ?? (await begin(office, data, story, { author: cast.author, at, now }));
      begun.set(story.key, held);
      const step = known[word];
      if (!step) throw new Error(`${story.key}: nobody knows how to ${word}`);
      const laterAt = latestStepIs(story, at) ? dayAhead(now, held.dice.between(1, 3)) : dayAhead(at, 5);
      const telling: Telling = { office, cast, others, at, sayings: data.paths.sayings, laterAt, ...held };
      await step(telling, ...said).catch((fault: unknown) => {
        throw new Error(`${story.key} (${held.told.submission}), ${word} at ${at.toISOString()}: ${(fault as Error).message}`);
      });
      taken += 1;
      failing ||= story.channel === '政府公报' && word === 'publish';
    }
  };
  const summary: Teller['summary'] = () => {
    const states: Record<string, number> = {};
    for (const { told } of begun.values()) states[told.state] = (states[told.state] ?? 0) + 1;
    return { items: begun.size, steps: taken, states };
  };
  const published: Teller['published'] = (at) =>
    [...begun.values()].flatMap(({ story: { unit, channel, steps }, told: { submission, version }, text: { body } }) => {
      const last = steps.at(-1);
      const isOver = last !== undefined && last.at < daysAfter(at, -2);
      return isOver && last.do === 'publish' && channel !== '政府公报' ? [{ submission, version, unit, body }] : [];
    });
  return { tell, published, failing: () => failing, itemOf: (story) => others(story).submission, summary };
}

const latestStepIs = (story: PlannedStory, at: Date): boolean => story.steps.at(-1)?.at === at;
/** Nine in the morning, some days on. */
const dayAhead = (moment: Date, days: number): Date => new Date(daysAfter(midnight(moment), days).getTime() + 9 * 3_600_000);

/** The same people for a story every day, but for those who left meanwhile. */
function castOf(office: Office, story: PlannedStory, at: Date): Cast {
  const dice = createDice(seedOf(`cast of ${story.key}`));
  const present = [...office.people.values()].filter(({ id }) => (office.left.get(id) ?? at) >= at && (office.since.get(id) ?? at) <= at);
  const holding = (role: string, unit?: string): number[] =>
    present.filter(({ roles }) => roles.some((held) => held.role === role && held.unit === unit)).map(({ id }) => id);
  const [author] = holding('contributor', story.unit);
  if (author === undefined) throw new Error(`${story.key}: nobody writes for ${story.unit}`);
  const editors = holding('editor');
  const editor = dice.pick(editors);
  const heads = holding('head');
  const second = dice.chance(0.75) ? dice.pick(heads) : dice.pick(editors.filter((one) => one !== editor));
  const third = heads.find((one) => one !== second) ?? second;
  return { author, reviewers: holding('reviewer', story.unit), editor, second, third };
}

/** What a story is about: its text, filled; its files, handed in. */
async function begin(
  office: Office,
  data: DemoData & { readonly changes: DemoChanges },
  story: PlannedStory,
  { author, at, now }: { readonly author: number; readonly at: Date; readonly now: Date },
): Promise<Begun> {
  const dice = createDice(seedOf(`text of ${story.key}`));
  const { rename } = data.changes;
  const isOldName = at < daysAfter(midnight(now), -rename.daysAgo);
  const pictures = office.files.filter(({ mediaType }) => mediaType === 'image/png');
  const used = new Set<(typeof pictures)[number]>();
  const unit = story.unit === rename.unit && isOldName ? rename.former : story.unit;
  const filled = fillText(story.text, {
    ...{ dice, eventOn: story.eventOn, unit, place: story.place, villages: data.places[story.place] ?? [] },
    ...(isOldName ? { renamed: [rename.name, rename.former] as const } : {}),
    picture: () => {
      const chosen = dice.pick(pictures);
      used.add(chosen);
      return imageSource(office.site, chosen.sha256);
    },
  });
  const attachments = story.attach.flatMap((kind) => {
    const file = office.files.find(({ name }) => name.endsWith(`.${kind}`));
    return file ? [file] : [];
  });
  for (const file of new Set([...used, ...attachments])) await handInFile(office, author, at, file);
  const content = { ...contentOf(office, story, unit, author, dice), ...filled.content };
  const described = attachments.map(({ bytes: _, ...file }) => file);
  const whole = described.length > 0 ? { ...content, attachments: described } : content;
  const told: Told = { submission: 0, version: 0, state: 'draft' };
  return { story, told, text: { title: filled.title, body: filled.body, content: whole }, dice };
}

/** What a unit fills in besides the text. */
function contentOf(office: Office, story: PlannedStory, unit: string, author: number, dice: Dice): SubmissionContent {
  const people = [...office.people.values()];
  const writer = people.find(({ id }) => id === author);
  const signers = people.filter(({ roles }) => roles.some((held) => held.unit === story.unit && held.role === 'reviewer'));
  const [signer] = signers;
  return {
    source: unit,
    byline: writer?.name ?? '',
    phone: writer?.phone ?? '0000-6000000',
    // A town without a reviewer names its mayor, who has no account.
    signer: signer?.name ?? '乡长 严松年',
    declaredNotSecret: true,
    ...(dice.chance(0.3) ? { responsibleEditor: signers.at(-1)?.name ?? '严松年' } : {}),
  };
}
