/** Texts like those of an office, invented: stock phrases and words of a made-up vocabulary, the same for the same number at every run. */

export type Dice = (below: number) => number;

/** Whole numbers from 0 up to, not including, `below` (mulberry32). */
export function dice(seed: number): Dice {
  let state = Math.imul(seed, 0x9e37_79b1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return Math.floor((((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const stock = `进一步加强 认真贯彻落实 会议强调 会议要求 各有关单位要 确保取得实效 切实提高认识 扎实推进 压实责任 下一步 据了解 截至目前
 取得明显成效 广大干部群众 有关负责同志 全面排查 现场检查 发现问题 限期整改 组织开展 专题会议 召开 精心组织 周密部署 结合实际 坚持 统筹 为民服务`
  .trim()
  .split(/\s+/);

const vocabulary = (roll: Dice): readonly string[] =>
  Array.from({ length: 8000 }, () =>
    Array.from({ length: 2 + (roll(4) === 0 ? 1 : 0) }, () =>
      String.fromCharCode(0x4e00 + Math.floor((roll(50_000) / 50_000) ** 1.5 * 2500)),
    ).join(''),
  );
const words = vocabulary(dice(0));

/** Common words come more often. */
const word = (roll: Dice): string => words[Math.floor((roll(1_000_000) / 1_000_000) ** 2 * words.length)] as string;

function sentence(roll: Dice): string {
  let text = roll(3) === 0 ? (stock[roll(stock.length)] as string) : '';
  for (let left = 6 + roll(8); left > 0; left -= 1) text += word(roll) + (roll(6) === 0 ? '，' : '');
  return `${text}${roll(5) === 0 ? `${1 + roll(400)}${['人次', '件', '万元', '户'][roll(4)]}` : ''}。`;
}

/** The text of a number: 440 to 650 characters. */
export function officialText(number: number): string {
  const roll = dice(number + 1);
  const length = 430 + roll(200);
  let text = `${1 + roll(12)}月${1 + roll(28)}日，`;
  while (text.length < length) text += sentence(roll);
  return text;
}

/** The text with passages written anew, so that about this part of its shingles stays; the exact likeness is to be measured. */
export function nearText(text: string, kept: number, roll: Dice): string {
  const changed = Math.round(text.length * (1 - kept));
  if (changed < 1) return text;
  const at = roll(text.length - changed);
  let fresh = '';
  while (fresh.length < changed) fresh += word(roll);
  return text.slice(0, at) + fresh.slice(0, changed) + text.slice(at + changed);
}
