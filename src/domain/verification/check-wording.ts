import type { TextFinding, TextFindingKind } from '../../text/finding.ts';
import { layerOf } from '../../text/rule.ts';
import { spamRules } from '../../text/spam.ts';
import { type PlacedText, textsOf } from './document-texts.ts';
import type { Check, DocumentView, Proofread } from './document-view.ts';
import type { Finding, FindingKind } from './finding.ts';

/** What of proofreading a document is told; numbers, dates and punctuation are judged by checks of their own, or by no one. */
const kindOf: Partial<Readonly<Record<TextFindingKind, FindingKind>>> = {
  spam: 'spam',
  typo: 'wording',
  'protected-phrase': 'wording',
  forbidden: 'wording',
  variant: 'wording',
  privacy: 'wording',
};
const spamLayer = layerOf('spam', spamRules);
/** Without a proofreader only what somebody injected is looked for. */
const spamAlone: Proofread = (text) => spamLayer.look(text, 'strict');
const gloss = /[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]/gu;

const placeName = ({ where, part }: PlacedText): string => {
  if (part === 'title') return '标题';
  if (where.paragraph !== undefined) return `第${where.paragraph + 1}段`;
  const table = `第${(where.table ?? 0) + 1}个表`;
  if (part === 'caption') return `${table}的表题`;
  return where.row === undefined ? `${table}的表头` : `${table}第${where.row + 1}行`;
};

function told(place: PlacedText, found: TextFinding): readonly Finding[] {
  const kind = kindOf[found.kind];
  if (kind === undefined) return [];
  const [expected] = found.suggestions;
  const message = `${placeName(place)}“${found.text}”：${found.message}`;
  // wording is never as certain as arithmetic; what an intruder put there is
  const severity = found.severity === 'error' && kind === 'wording' ? 'warning' : found.severity;
  const base: Finding = { kind, severity, where: place.where, stated: found.text, message };
  return [expected === undefined || expected === '' ? base : { ...base, expected }];
}

/** Guessing takes time; of longer texts, which are reports, only what is certain is told, and proofreading is there for the rest. */
const mostGuessed = 2500;

interface Found {
  readonly place: PlacedText;
  readonly finding: TextFinding;
  /** The letters on both sides with what stands between. */
  readonly around: readonly string[];
}

/** Texts of one sort as one, a line each, so that they are looked through at once; each finding is put back into its place. */
function lookThrough(texts: readonly PlacedText[], proofread: Proofread, prose: boolean): readonly Found[] {
  const lines = texts.map(({ text }) => text.replace(gloss, '').replace(/\n/gu, ' '));
  const whole = lines.join('\n');
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  let at = 0;
  return proofread(whole, prose && whole.length <= mostGuessed).flatMap((finding): readonly Found[] => {
    const { start, end } = finding;
    while (at + 1 < starts.length && starts[at + 1]! <= start) at += 1;
    if (end > starts[at]! + lines[at]!.length) return [];
    return [{ place: texts[at]!, finding, around: [whole.slice(Math.max(0, start - 1), end), whole.slice(start, end + 1)] }];
  });
}

/** A mistaken character that is only guessed is none where the document writes the same again: 旗区 is how they say it. */
function isUsual({ finding, around }: Found, all: string): boolean {
  const guessed = finding.kind === 'typo' && finding.severity !== 'error';
  return guessed && around.some((pair) => pair.length > finding.text.length && all.indexOf(pair) !== all.lastIndexOf(pair));
}

/** Nothing that an intruder put there, no word that is wrong: in title, text, captions, heads and cells. */
export const wordingCheck: Check = {
  name: 'the wording is right',
  find: (view: DocumentView) => {
    const texts = textsOf(view.document);
    const proofread = view.proofread ?? spamAlone;
    const seen = new Set<string>();
    const isProse = ({ part }: PlacedText): boolean => part === 'paragraph' || part === 'title';
    // names that stand in several tables, and repeated heads, are looked at once
    const names = texts.filter((one) => !isProse(one) && !seen.has(one.text) && seen.add(one.text) !== undefined);
    const all = texts.map(({ text }) => text).join('\n');
    const prose = lookThrough(texts.filter(isProse), proofread, true).filter((found) => !isUsual(found, all));
    return [...prose, ...lookThrough(names, proofread, false)].flatMap(({ place, finding }) => told(place, finding));
  },
};
