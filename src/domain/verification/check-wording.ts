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

/** All texts as one, a line each, so that they are looked through at once; then each finding is put back into its place. */
function lookThrough(texts: readonly PlacedText[], proofread: Proofread): readonly Finding[] {
  const lines = texts.map(({ text }) => text.replace(gloss, '').replace(/\n/gu, ' '));
  const starts: number[] = [];
  let length = 0;
  for (const line of lines) {
    starts.push(length);
    length += line.length + 1;
  }
  let at = 0;
  return proofread(lines.join('\n')).flatMap((found) => {
    while (at + 1 < starts.length && starts[at + 1]! <= found.start) at += 1;
    return found.end > starts[at]! + lines[at]!.length ? [] : told(texts[at]!, found);
  });
}

/** Nothing that an intruder put there, no word that is certainly wrong: in title, text, captions, heads and cells. */
export const wordingCheck: Check = {
  name: 'the wording is right',
  find: (view: DocumentView) => {
    const texts = textsOf(view.document);
    const seen = new Set<string>();
    // names that stand in several tables, and repeated heads, are looked at once
    const distinct = texts.filter(({ text, part }) => {
      if (part === 'paragraph' || part === 'title') return true;
      return seen.has(text) ? false : seen.add(text) !== undefined;
    });
    return lookThrough(distinct, view.proofread ?? spamAlone);
  },
};
