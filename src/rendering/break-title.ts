import { textWidth } from './page.ts';

/**
 * Breaks a title or a column's head into lines by meaning (GB/T 9704-2012, 7.3.1: 回行时词意完整, 排列对称, 长短适宜).
 * Lines break between words only, gladly before 关于 and after 的, never before a mark or 的, and are of like length.
 */
const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Marks and particles that may not start a line. */
const notFirst = /^[，。、；：？！”’）》〉〕】的之了等]/;
/** Marks that may not end a line. */
const notLast = /[“‘（《〈〔【]$/;
/** Words the segmenter cuts although they are read as one. */
const together: readonly (readonly [RegExp, RegExp])[] = [
  [/[\dA-Za-z]$/, /^[\dA-Za-z%‰.]/],
  [/\d$/, /^[年月日号条件个期季]/],
  [/第$/, /^/],
  [/条$/, /^数/],
  [/访$/, /^谈/],
  [/第[\d一二三四五六七八九十]+$/, /^(?:季度|期|号|次|批)/],
  [/\d年$/, /^(?:度|[\d上下第])/],
  [/\d年第?[\d一二三四上下]$/, /^/],
  [/(?:季|半)$/, /^[度年]/],
  [/的$/, /^(?:通报|通知|报告|函|决定|意见|公告|批复|请示)$/],
  [/[市县区旗盟州省镇乡]$/, /^(?:人民政府|政府)/],
  [/信息$/, /^公开/],
  [/人民$/, /^政府/],
  [/政府$/, /^(?:网站|办公室)/],
  [/办公$/, /^室/],
];

interface Joint {
  /** Offset in the text at which a line may end. */
  readonly at: number;
  /** What breaking here costs; below zero where it is welcome. */
  readonly cost: number;
}

/** Latin words part only at a blank, which then ends its line, and not where a reader would take it for a cut word. */
const insideLatin = (before: string, after: string): boolean =>
  after.startsWith(' ') || (/^[!-~]/.test(after) && (/[!-~]$/.test(before) || /[-/] $/.test(before)));

function jointCost(before: string, after: string): number {
  if (insideLatin(before, after)) return Number.POSITIVE_INFINITY;
  if (notFirst.test(after) || notLast.test(before)) return Number.POSITIVE_INFINITY;
  if (together.some(([left, right]) => left.test(before) && right.test(after))) return 30;
  if (/^关于/.test(after)) return -4;
  if (/关于$/.test(before)) return 5;
  if (/[，、；：）》”]$/.test(before)) return -2;
  if (/^(?:得分|条数|数量|总分)/.test(after)) return -1;
  if (/的$/.test(before)) return after.length <= 3 ? 4 : -1;
  if (/^(?:\d{4}年|[（《“])/.test(after)) return -2;
  return 0;
}

function jointsOf(text: string): Joint[] {
  const joints: Joint[] = [];
  for (const { index } of words.segment(text)) {
    if (index === 0) continue;
    const cost = jointCost(text.slice(0, index), text.slice(index));
    if (cost < Number.POSITIVE_INFINITY) joints.push({ at: index, cost });
  }
  return joints;
}

interface Broken {
  readonly lines: readonly string[];
  readonly cost: number;
}

/** The cheapest way to cut `text` into exactly `count` lines of at most `capacity`, by trying joints from left to right. */
function breakInto(text: string, joints: readonly Joint[], count: number, capacity: number): Broken | undefined {
  const ideal = textWidth(text) / count;
  const ragged = (line: string): number => ((textWidth(line) - ideal) / Math.max(ideal, 1)) ** 2 * 20 + (textWidth(line) < 2 ? 8 : 0);
  const memory = new Map<string, Broken | undefined>();
  const rest = (from: number, left: number): Broken | undefined => {
    const key = `${from} ${left}`;
    if (memory.has(key)) return memory.get(key);
    let best: Broken | undefined;
    if (left === 1) {
      const line = text.slice(from);
      best = textWidth(line) > capacity ? undefined : { lines: [line], cost: ragged(line) };
    } else {
      for (const joint of joints) {
        if (joint.at <= from || textWidth(text.slice(from, joint.at)) > capacity) continue;
        const after = rest(joint.at, left - 1);
        if (!after) continue;
        const line = text.slice(from, joint.at);
        const cost = ragged(line) + joint.cost + after.cost;
        if (!best || cost < best.cost) best = { lines: [line, ...after.lines], cost };
      }
    }
    memory.set(key, best);
    return best;
  };
  return rest(0, count);
}

/** Where no boundary of meaning helps, characters are counted off; a Latin word or number is cut only where it is longer than a line. */
function cutAnywhere(text: string, capacity: number): string[] {
  const lines = [''];
  const put = (piece: string): void => {
    const line = lines.at(-1) ?? '';
    if (line !== '' && textWidth(line + piece) > capacity) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  };
  for (const piece of text.match(/(?:[!-~]+|[^!-~])[，。、；：？！”’）》〉〕】]*/gu) ?? []) {
    if (textWidth(piece) <= capacity) put(piece);
    else for (const character of piece) put(character);
  }
  return lines;
}

function broken(text: string, capacity: number): readonly string[] {
  const joints = jointsOf(text);
  const fewest = Math.ceil(textWidth(text) / capacity);
  let best: Broken | undefined;
  for (let count = fewest; count <= fewest + 2; count += 1) {
    const found = breakInto(text, joints, count, capacity);
    // One more line is worth it only to keep a word whole.
    if (found && (!best || found.cost + 15 < best.cost)) best = found;
  }
  return best?.lines ?? cutAnywhere(text, capacity);
}

/** The same heads and names come back in every format and issue, and cutting Chinese into words takes long. */
const remembered = new Map<string, readonly string[]>();
const mostRemembered = 4000;

/** `text` in lines of at most `capacity` character widths; joined again they are `text`. As few lines as possible. */
export function breakByMeaning(text: string, capacity: number): readonly string[] {
  if (textWidth(text) <= capacity) return [text];
  const key = `${capacity} ${text}`;
  const known = remembered.get(key);
  if (known) return known;
  if (remembered.size >= mostRemembered) remembered.clear();
  const lines = broken(text, capacity);
  remembered.set(key, lines);
  return lines;
}
