/** All that a writer can change of an item, part by part: what is sent, what is kept on this computer, and what two writers may disagree on. */
import type { Finding } from '../../../domain/outcome.ts';
import type { GivenText } from '../../../domain/submission/given-text.ts';
import type { SubmissionContent } from '../../../domain/submission/submission.ts';
import type { DataOf } from '../../api.ts';

export type DraftText = { -readonly [Part in keyof GivenText]-?: NonNullable<GivenText[Part]> | Extract<GivenText[Part], null> };
export type DraftPart = keyof DraftText;
/** A text and the version of the item it was read or kept in. */
export interface HeldText {
  readonly version: number;
  readonly text: DraftText;
}

/** The text of an item as its page gives it. */
export const draftOf = (item: DataOf<'submission'>): DraftText => ({
  title: item.text.title,
  body: item.text.body,
  content: item.text.content,
  kind: item.kind,
  section: item.section?.id ?? null,
  eventOn: item.eventOn,
  disclosure: item.disclosure ?? null,
  jointIds: item.joint.map(({ id }) => id),
  paperOn: item.paperOn,
});

const parts = [
  'title',
  'body',
  'content',
  'kind',
  'section',
  'eventOn',
  'disclosure',
  'jointIds',
  'paperOn',
] as const satisfies readonly DraftPart[];

const same = (one: unknown, other: unknown): boolean => ordered(one) === ordered(other);
/** JSON in one order of keys: the server's differs from the form's. Empty texts and lists are as good as absent. */
function ordered(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'null' : `[${value.map(ordered).join()}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .map(([name, one]) => [name, ordered(one)] as const)
    .filter(([, text]) => text !== 'null')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? 'null' : `{${entries.map(([name, text]) => `${name}:${text}`).join()}}`;
}

/** The parts in which `now` differs from `base`: what has to be sent. */
export function changedParts(base: DraftText, now: DraftText): GivenText {
  return Object.fromEntries(parts.filter((part) => !same(base[part], now[part])).map((part) => [part, now[part]]));
}
export const isSameText = (one: DraftText, other: DraftText): boolean => Object.keys(changedParts(one, other)).length === 0;

/** One thing in which two writers' texts differ. */
export interface Disagreement {
  /** A part, or `content.signer`. */
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Who has changed it since the text both began with. */
  readonly changedBy: 'me' | 'them' | 'both';
}

const fieldsOf = (text: DraftText): ReadonlyMap<string, unknown> =>
  new Map<string, unknown>([
    ...parts.filter((part) => part !== 'content').map((part) => [part, text[part]] as const),
    ...Object.entries(text.content).map(([name, value]) => [`content.${name}`, value] as const),
  ]);

/** In what `mine` and `theirs` differ, and who changed it since `base`. */
export function disagreements(base: DraftText, mine: DraftText, theirs: DraftText): readonly Disagreement[] {
  const [from, here, there] = [base, mine, theirs].map(fieldsOf) as [
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
    ReadonlyMap<string, unknown>,
  ];
  return [...new Set([...here.keys(), ...there.keys()])]
    .filter((field) => !same(here.get(field), there.get(field)))
    .map((field) => {
      const [i, they] = [here, there].map((one) => !same(one.get(field), from.get(field)));
      return { field, mine: here.get(field), theirs: there.get(field), changedBy: i && they ? 'both' : they ? 'them' : 'me' };
    });
}

export type Choice = 'mine' | 'theirs' | 'both';

/** My text with the chosen fields of theirs; `both` puts their body below mine. */
export function mergedText(mine: DraftText, theirs: DraftText, choices: ReadonlyMap<string, Choice>): DraftText {
  const merged: Record<string, unknown> = { ...mine };
  const content: Record<string, unknown> = { ...mine.content };
  for (const [field, choice] of choices) {
    if (choice === 'mine') continue;
    const name = /^content\.(.+)$/.exec(field)?.[1];
    if (name !== undefined) content[name] = theirs.content[name as keyof SubmissionContent];
    else merged[field] = choice === 'both' && field === 'body' ? mine.body + theirs.body : theirs[field as DraftPart];
  }
  const said = Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
  return { ...merged, content: said } as unknown as DraftText;
}

/** What reading a document gives; its pictures are stored already. */
export interface ReadDraft {
  readonly title: string;
  readonly bodyHtml: string;
  readonly findings: readonly Finding[];
}
