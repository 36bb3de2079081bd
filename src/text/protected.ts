/**
 * Protected phrases: names of state bodies, laws, fixed political wording, places, the site's own units. What comes within one edit of one
 * and is neither listed itself nor made of dictionary words by chance is reported (Damerau distance 1; the phrases are data handed in).
 */
import { type Dictionary, longestWord } from './dictionary.ts';
import type { Layer, Point, TextFinding } from './finding.ts';
import { fold } from './fold.ts';
import { comesFrom, edgeCharacter, evidenceOf, goesOn, isHan, readsAsWords, type Surroundings, surroundingsOf } from './judgement.ts';
import { findNear, type NearHit } from './near.ts';
import { type Compiled, compileLists, type Entry, type FormerName, type ProtectedList, type ProtectedOptions } from './protected-lists.ts';

const severities = { body: 'error', slogan: 'error', term: 'warning', law: 'warning', place: 'warning', unit: 'warning' } as const;
/** Evidence asked for, in nats: where words by chance read as well, and where no row of words covers the place. */
const enough = { strict: { words: 3.5, fragments: -5 }, full: { words: 2, fragments: -14 } } as const;
/** Local regulations are named after national ones: more is asked for where words read as well. */
const enoughForLaws = 10;
const numerals = /^[〇零一二三四五六七八九十百千万两0-9]$/;
const numbered = /第|届|党的|年|十/;
const letterOrDigit = /^[\p{L}\p{N}]$/u;
const particles = /^[的之和与及等了在是]$/;
/** Bodies of a county or town are called with or without 和 (工业信息化局); those of the nation are not. */
const national = /^(?:国|中|全国|最高)|[部署会院]$/;
/** How the short forms of bodies end. */
const shortened = /[委办局部]/;
/** What stands in the place of a numeral without being one: 党的历次大会, 第几次. */
const countless = /^[几数每历本上下首各多两某该新前后旧老]$/;
/** Is what the edit touches a sign, a numeral in a row of numbered things, a particle: another text rather than a slip? */
function isAnotherText({ folded, list }: Entry, { edit, at, start, end }: NearHit, units: Uint16Array): boolean {
  const meant = folded[at - start] ?? '';
  const stands = String.fromCharCode(units[at] as number);
  // 黑龙江三省.
  if (edit === 'surplus') return !isHan(units[at] as number) || (list.kind === 'place' && numerals.test(stands));
  if (!isHan(meant.charCodeAt(0))) return true;
  const counts = numerals.test(meant) && numbered.test(folded);
  if (edit === 'missing')
    return counts || (particles.test(meant) && (list.kind === 'slogan' || (list.kind === 'body' && !national.test(folded))));
  if (edit === 'swapped') return counts && numerals.test(stands);
  const edge = at === start || at === end - 1;
  if (!letterOrDigit.test(stands) || (edge && (!isHan(units[at] as number) || numerals.test(stands)))) return true;
  return counts && (numerals.test(stands) || countless.test(stands));
}

/** So long are names that nobody calls without their last character: 人民政府办公室, unlike 哈尔滨. A law may be called by its matter, unless it is named in full. */
const longName = 7;
const republic = '中华人民共和国';

/** At its first or last character a phrase may simply be a shorter form, or another text that goes on. */
function goesOnOtherwise(
  { dictionary, listed }: Compiled,
  entry: Entry,
  { edit, at, start, end }: NearHit,
  { text, from, to }: Surroundings,
  point: Point,
): boolean {
  if (edit === 'swapped') return false;
  const { folded } = entry;
  const byMatter = entry.list.kind === 'law' && folded.endsWith('法') && !folded.startsWith(republic);
  const whole = folded.length >= longName && !byMatter && !listed.has(folded.slice(0, -1));
  const least = point === 'full' && (whole || edit === 'surplus') ? edgeCharacter.frequent : edgeCharacter.any;
  const surplus = edit === 'surplus' ? 1 : 0;
  if (edit === 'missing' ? at === end : at === end - 1 - surplus)
    return (
      entry.freeEnd &&
      (edit === 'missing' ||
        goesOn(dictionary, text, to - 1 - surplus, least) ||
        // 行政许可受法律保护.
        (edit === 'surplus' && longestWord(dictionary, text, to - 1) > 1))
    );
  if (at === start + surplus) return entry.freeStart && (edit === 'missing' || comesFrom(dictionary, text, from + surplus, least));
  return false;
}

/** A character typed twice is a slip and no other text. */
const isDoubled = ({ edit, at }: NearHit, units: Uint16Array): boolean =>
  edit === 'surplus' && (units[at] === units[at - 1] || units[at] === units[at + 1]);

/** Longer phrases are looked for only in their own right, not to excuse others. */
const longestCover = 40;

const isEdge = ({ edit, at, start, end }: NearHit): boolean =>
  edit === 'missing' ? at === start || at === end : edit === 'substituted' && (at === start || at === end - 1);

/** For each unit, up to where the longest listed phrase that begins there stands. */
function exactEnds(hits: readonly NearHit[], length: number): Int32Array {
  const ends = new Int32Array(length + 1);
  for (const { edit, start, end } of hits) if (!edit && end > (ends[start] as number)) ends[start] = end;
  return ends;
}

/** Is the hit, or the place of its edit, within a listed phrase that stands there as it should? Shorter ones within the hit say nothing. */
function isCovered(ends: Int32Array, { edit, at, start, end }: NearHit, missing: number, units: Uint16Array): boolean {
  const covers = (first: number, last: number): boolean => {
    for (let from = Math.max(0, first - longestCover); from <= first; from += 1) {
      const to = ends[from] as number;
      if (to > last && (to - from >= end - start - 1 || from < start || to > end)) return true;
    }
    return false;
  };
  if (edit === 'swapped') return covers(at, at + 1);
  if (edit !== 'missing') return covers(at, at);
  // One of two equal neighbours is missing: either of two places.
  return covers(at - 1, at) && (units[at - 1] !== missing || covers(at - 2, at - 1));
}

/** Is it a listed shorter form (国家卫生健康委) with words after it (将会同)? */
function isShortForm({ dictionary }: Compiled, ends: Int32Array, hit: NearHit, units: Uint16Array, { text, from }: Surroundings): boolean {
  const { start, end } = hit;
  for (let begin = Math.max(0, start - 6); begin <= start; begin += 1) {
    const to = ends[begin] as number;
    if (to <= start || to >= end || !shortened.test(String.fromCharCode(units[to - 1] as number))) continue;
    if (readsAsWords(dictionary, { text: text.slice(from + to - start), from: 0, to: end - to })) return true;
  }
  return false;
}

const editWords = { substituted: '有一字不同', missing: '缺一字', surplus: '多一字', swapped: '两字颠倒' } as const;

function findingOf({ phrase, list }: Entry, edit: NonNullable<NearHit['edit']>, text: string, start: number, end: number): TextFinding {
  return {
    start,
    end,
    text: text.slice(start, end),
    kind: 'protected-phrase',
    severity: severities[list.kind],
    suggestions: [phrase],
    rule: list.name,
    message: `与“${phrase}”${editWords[edit]}（${list.name}），请核对`,
  };
}

function formerNote({ former, list }: Entry, text: string, start: number, end: number): TextFinding {
  const { phrase, until, now } = former as FormerName;
  const message = `“${phrase}”为旧称，${until.replace('-', '年').replace('-', '月')}${until.length > 7 ? '日' : '月'}起为${now}`;
  return {
    start,
    end,
    text: text.slice(start, end),
    kind: 'protected-phrase',
    severity: 'note',
    suggestions: [],
    rule: list.name,
    message,
  };
}

interface Judged {
  readonly hit: NearHit;
  readonly entry: Entry;
  readonly evidence: number;
}

/** How strongly a hit speaks for an error; undefined where it does not. */
function judge(
  compiled: Compiled,
  hit: NearHit,
  units: Uint16Array,
  ends: Int32Array,
  apart: (at: number) => boolean,
  point: Point,
): number | undefined {
  const entry = compiled.entries[hit.phrase] as Entry;
  if (entry.allowed) return undefined;
  // In a text of names nearly every hit is covered: asked first.
  if (isCovered(ends, hit, entry.folded.charCodeAt(hit.at - hit.start), units)) return undefined;
  if (isAnotherText(entry, hit, units)) return undefined;
  if (isEdge(hit) && hit.edit === 'missing' && (hit.at === hit.end ? entry.freeEnd : entry.freeStart)) return undefined;
  for (let at = hit.start + 1; at < hit.end; at += 1) if (apart(at)) return undefined;
  if (compiled.listed.has(String.fromCharCode(...units.subarray(hit.start, hit.end)))) return undefined;
  const around = surroundingsOf(hit, units, apart);
  if (!isDoubled(hit, units) && goesOnOtherwise(compiled, entry, hit, around, point)) return undefined;
  if (hit.edit !== 'swapped' && isShortForm(compiled, ends, hit, units, around)) return undefined;
  const evidence = evidenceOf(compiled.dictionary, entry.folded, hit.edit as NonNullable<NearHit['edit']>, around);
  const reads = readsAsWords(compiled.dictionary, around);
  if (reads && hit.edit === 'surplus' && particles.test(String.fromCharCode(units[hit.at] as number))) return undefined;
  // A term is made of words that change places with others: 债务信息公开. What is missing or surplus is a slip all the same.
  if (reads && entry.list.kind === 'term' && hit.edit === 'substituted') return undefined;
  const { words, fragments } = enough[point];
  const asked = reads ? (entry.list.kind === 'law' ? enoughForLaws : words) : fragments;
  return evidence > asked ? evidence : undefined;
}

/** As long as lines are where a text is broken by its width and not by its sense: a file of print, a page of mail. */
const wrapped = 20;

/** Do blanks or lines' ends stand between two places, other than the end of a line that the page was too narrow for? */
function isApart(text: string, before: number, after: number): boolean {
  if (after - before <= 1) return false;
  const between = text.slice(before + 1, after);
  if (!/\s/.test(between)) return false;
  if (!between.includes('\n')) return true;
  const line = text.slice(Math.max(0, before + 1 - wrapped), before + 1);
  return line.length < wrapped || /\s/.test(line);
}

/** Of hits that overlap, the strongest. */
function strongest(judged: readonly Judged[]): readonly Judged[] {
  const kept: Judged[] = [];
  const byStrength = [...judged].sort((a, b) => b.evidence - a.evidence || b.entry.folded.length - a.entry.folded.length);
  const taken = new Set<number>();
  for (const one of byStrength) {
    let free = true;
    for (let at = one.hit.start; at < one.hit.end; at += 1) free &&= !taken.has(at);
    if (!free) continue;
    for (let at = one.hit.start; at < one.hit.end; at += 1) taken.add(at);
    kept.push(one);
  }
  return kept;
}

/**
 * The layer of protected phrases. Lists of any size up to some 20,000 phrases; those of two and three characters are only known as right
 * (persons' names: src/text/leaders.ts). Throws nothing for any text.
 */
export function protectedLayer(lists: readonly ProtectedList[], dictionary: Dictionary, options: ProtectedOptions): Layer {
  const compiled = compileLists(lists, dictionary, options);
  const look = (text: string, point: Point): readonly TextFinding[] => {
    const { units, places } = fold(text, compiled.map);
    const apart = (at: number): boolean => isApart(text, places[at - 1] as number, places[at] as number);
    const hits = findNear(compiled.index, units);
    const ends = exactEnds(hits, units.length);
    const judged: Judged[] = [];
    const findings: TextFinding[] = [];
    for (const hit of hits) {
      const entry = compiled.entries[hit.phrase] as Entry;
      const [start, end] = [places[hit.start] as number, (places[hit.end - 1] as number) + 1];
      if (!hit.edit) {
        if (point === 'full' && entry.former && !entry.allowed) findings.push(formerNote(entry, text, start, end));
        continue;
      }
      const evidence = judge(compiled, hit, units, ends, apart, point);
      if (evidence !== undefined) judged.push({ hit, entry, evidence });
    }
    for (const { hit, entry } of strongest(judged)) {
      const [start, end] = [places[hit.start] as number, (places[hit.end - 1] as number) + 1];
      findings.push(findingOf(entry, hit.edit as NonNullable<NearHit['edit']>, text, start, end));
    }
    return findings.sort((a, b) => a.start - b.start || a.end - b.end);
  };
  return { name: 'protected', look };
}
