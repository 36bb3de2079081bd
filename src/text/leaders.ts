/**
 * Persons in office: an office keeps their names with dated posts; none ship. Names of two and three characters are too short for edits to
 * be told from other names, so only a name next to its own post is looked at: one character put for another, two swapped, or a post that
 * the person did not hold on the day of the text.
 */
import type { Layer, Point, TextFinding } from './finding.ts';
import { type FoldMap, fold, foldedText } from './fold.ts';

/** A post held by a person, days as YYYY-MM-DD; without `to` it is held still. */
export interface OfficeHolder {
  readonly name: string;
  readonly post: string;
  readonly from: string;
  readonly to?: string;
  /** In which order leaders are named, 1 first; without it the order is not looked at. */
  readonly order?: number;
}

export interface LeaderOptions {
  readonly fold: FoldMap;
  /** The day of the text, YYYY-MM-DD. */
  readonly on: string;
  /** Shall the order in which leaders are named in one sentence be looked at? */
  readonly checkOrder?: boolean;
}

const rule = '本站领导姓名职务表';
const isHeld = ({ from, to }: OfficeHolder, on: string): boolean => from <= on && (to === undefined || on <= to);

/** Is it the name with one character replaced, or with neighbours swapped? Of two-character names the first must be right. */
function isSlip(stands: string, name: string): boolean {
  if (stands.length !== name.length || stands === name || !/^\p{Script=Han}+$/u.test(stands)) return false;
  const wrong = [...name].flatMap((one, at) => (one === stands[at] ? [] : [at]));
  const [first = 0, second = 0] = wrong;
  if (wrong.length === 1) return name.length > 2 || first === 1;
  return wrong.length === 2 && second === first + 1 && stands[first] === name[second] && stands[second] === name[first];
}

interface Mention {
  readonly start: number;
  readonly end: number;
}

/** Where a phrase stands in a folded text, without overlaps. */
function placesOf(flat: string, phrase: string): Mention[] {
  const found: Mention[] = [];
  if (phrase === '') return found;
  for (let at = flat.indexOf(phrase); at >= 0; at = flat.indexOf(phrase, at + phrase.length))
    found.push({ start: at, end: at + phrase.length });
  return found;
}

/** Texts of the office are in `flat`, and where each unit of it stood. */
interface Read {
  readonly text: string;
  readonly flat: string;
  readonly places: Int32Array;
}

function findingAt(
  { text, places }: Read,
  { start, end }: Mention,
  what: Pick<TextFinding, 'severity' | 'suggestions' | 'message'>,
): TextFinding {
  const [from, to] = [places[start] as number, (places[end - 1] as number) + 1];
  return { start: from, end: to, text: text.slice(from, to), kind: 'protected-phrase', rule, ...what };
}

/** Names beside a post that are nearly those of somebody who holds or held it; only where the right name of no holder stands there. */
function slips(read: Read, post: string, holders: readonly OfficeHolder[], names: ReadonlySet<string>, map: FoldMap): TextFinding[] {
  return placesOf(read.flat, post).flatMap(({ start, end }) => {
    for (const { name } of holders) {
      const folded = foldedText(name, map);
      for (const mention of [
        { start: end, end: end + folded.length },
        { start: start - folded.length, end: start },
      ]) {
        const stands = mention.start < 0 ? '' : read.flat.slice(mention.start, mention.end);
        const right = [...names].some((one) => read.flat.startsWith(one, end) || read.flat.endsWith(one, start));
        if (right || !isSlip(stands, folded)) continue;
        const message = `“${post}”姓名应为“${name}”（${rule}），请核对`;
        return [findingAt(read, mention, { severity: 'error', suggestions: [name], message })];
      }
    }
    return [];
  });
}

/** A post beside the name of a person who holds another one on that day and not this. */
function wrongPosts(read: Read, holders: readonly OfficeHolder[], { fold: map, on }: LeaderOptions): TextFinding[] {
  const posts = [...new Set(holders.map(({ post }) => post))].sort((a, b) => b.length - a.length);
  return [...Map.groupBy(holders, ({ name }) => foldedText(name, map))].flatMap(([name, own]) =>
    placesOf(read.flat, name).flatMap(({ start, end }) => {
      const post = posts.find((one) => read.flat.slice(0, start).endsWith(foldedText(one, map)));
      if (post === undefined || own.some((one) => one.post === post && isHeld(one, on))) return [];
      const held = own.filter((one) => isHeld(one, on)).map((one) => one.post);
      const was = own.some((one) => one.post === post) ? `不在任“${post}”` : `未任“${post}”`;
      const message = `${own[0]?.name}在${on}${was}（${rule}）${held.length > 0 ? `，现任${held.join('、')}` : ''}，请核对`;
      return [findingAt(read, { start: start - foldedText(post, map).length, end }, { severity: 'error', suggestions: [], message })];
    }),
  );
}

/** Names in one sentence that do not come in their order. */
function wrongOrder(read: Read, holders: readonly OfficeHolder[], { fold: map, on }: LeaderOptions): TextFinding[] {
  const mentions = holders
    .filter((one) => one.order !== undefined && isHeld(one, on))
    .flatMap(({ name, order }) => placesOf(read.flat, foldedText(name, map)).map((place) => ({ ...place, name, order: order as number })))
    .sort((a, b) => a.start - b.start);
  return mentions.flatMap((mention, at) => {
    const before = mentions[at - 1];
    if (!before || before.order <= mention.order || !/^[、和及与，,\s]+$/.test(read.flat.slice(before.end, mention.start))) return [];
    const message = `“${mention.name}”按排序应在“${before.name}”之前（${rule}），请核对`;
    return [findingAt(read, mention, { severity: 'warning', suggestions: [], message })];
  });
}

/** The layer of leaders' names. Takes any text; the holders are few (hundreds), so that each is looked for in turn. */
export function leadersLayer(holders: readonly OfficeHolder[], options: LeaderOptions): Layer {
  const map = options.fold;
  const names = new Set(holders.map(({ name }) => foldedText(name, map)));
  const byPost = Map.groupBy(holders, ({ post }) => foldedText(post, map));
  const look = (text: string, _point: Point): readonly TextFinding[] => {
    const { units, places } = fold(text, map);
    let flat = '';
    for (let at = 0; at < units.length; at += 8192) flat += String.fromCharCode(...units.subarray(at, at + 8192));
    const read: Read = { text, flat, places };
    const findings = [...byPost].flatMap(([post, own]) => slips(read, post, own, names, map));
    findings.push(...wrongPosts(read, holders, options));
    if (options.checkOrder) findings.push(...wrongOrder(read, holders, options));
    return findings.sort((a, b) => a.start - b.start || a.end - b.end);
  };
  return { name: 'leaders', look };
}
