/** What an office may keep of its own about wording: entries, persons in office, what ships and is switched off. */
import { dayFrom } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import { type OwnEntryKind, ownEntryKinds } from './proofreader.ts';

/** The kinds of entries, and besides: a phrase that is right here, whatever anything says of words within it. */
export const entryKinds = [...ownEntryKinds, 'allowed'] as const;
export type EntryKind = OwnEntryKind | 'allowed';
export const entryKindNames: Readonly<Record<EntryKind, string>> = {
  forbidden: '禁用词',
  caution: '慎用词',
  variant: '推荐写法',
  confusion: '错别字',
  allowed: '白名单',
};

export interface GivenEntry {
  readonly kind: EntryKind;
  readonly find: string;
  readonly put: readonly string[];
  readonly why?: string | undefined;
}

/** Longer ones are sentences; an allowed one may be. */
export const longestFind: Readonly<Record<EntryKind, number>> = { forbidden: 60, caution: 60, variant: 60, confusion: 60, allowed: 200 };
/** Corrections of one entry. */
export const mostPut = 5;

const shown = (text: string): string => text.replace(/[\p{C}\p{Z}\s]/gu, '');

/** What stands against an entry, each finding with its field. */
export function entryFindings({ kind, find, put }: GivenEntry): readonly Finding[] {
  const findings: Finding[] = [];
  if (/[\n\r]/.test(find)) findings.push(problem('lines', '词语写在一行里', 'find'));
  else if (find.trim() !== find) findings.push(problem('blanks', '词语前后不要带空格', 'find'));
  else if (Array.from(shown(find)).length < 2) findings.push(problem('too-short', '至少写两个字：一个字到处都会碰到', 'find'));
  if (find.length > longestFind[kind]) findings.push(problem('too-long', `最多 ${longestFind[kind]} 个字`, 'find'));
  for (const [at, one] of put.entries()) {
    const where = `put[${at}]`;
    if (one.trim() !== one || one === '' || /[\n\r]/.test(one))
      findings.push(problem('blanks', '应为的词语写在一行里，前后不带空格', where));
    else if (one === find) findings.push(problem('same', '应为的词语和要找的一样', where));
    else if (put.indexOf(one) < at) findings.push(problem('duplicate', `“${one}”写了两次`, where));
  }
  if (kind === 'allowed' && put.length > 0) findings.push(problem('put', '白名单里的词语不用写应为什么', 'put'));
  if ((kind === 'variant' || kind === 'confusion') && put.length === 0)
    findings.push(problem('put', `${entryKindNames[kind]}要写明应为什么`, 'put'));
  return findings;
}

export interface GivenHolder {
  readonly name: string;
  readonly post: string;
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to?: string | undefined;
}

export function holderFindings({ name, post, from, to }: GivenHolder): readonly Finding[] {
  const findings: Finding[] = [];
  const line = (text: string, least: number, what: string, where: string): void => {
    if (Array.from(shown(text)).length < least || text.trim() !== text || /[\n\r]/.test(text))
      findings.push(problem(where, `${what}至少 ${least} 个字，写在一行里，前后不带空格`, where));
  };
  line(name, 2, '姓名', 'name');
  line(post, 2, '职务', 'post');
  if (dayFrom(from) === undefined) findings.push(problem('day', '没有这一天', 'from'));
  if (to !== undefined && dayFrom(to) === undefined) findings.push(problem('day', '没有这一天', 'to'));
  else if (to !== undefined && to < from) findings.push(problem('day', '离任不能早于到任', 'to'));
  return findings;
}

/** How what ships is named where it is switched off: an entry of a list, a protected phrase, a rule. */
export const offKeyPattern = '^[a-z][a-z-]{0,39}:[^\\n\\r]{1,200}$';
