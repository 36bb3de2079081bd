/** The words of an office for kinds of facts, outcomes, and yes and no. */
import { type FactKind, factKinds } from '../scoring/fact.ts';
import { nameKey } from './cell.ts';

const kindWords: Readonly<Record<string, FactKind>> = {
  报送: 'submission',
  投稿: 'submission',
  采用: 'adoption',
  采纳: 'adoption',
  录用: 'adoption',
  转报: 'forward',
  上报: 'forward',
  批示: 'instruction',
  领导批示: 'instruction',
  约稿: 'commission',
  扣分: 'deduction',
  加分: 'bonus',
  调整: 'adjustment',
  冲销: 'adjustment',
  撤销采用: 'adjustment',
  任务: 'quota',
  检查得分: 'appraisal',
  退稿: 'refusal',
  不予采用: 'refusal',
  未采用: 'refusal',
  排除: 'exclusion',
  不参加排名: 'exclusion',
  发布: 'publication',
  在线访谈: 'interview',
  政策解读: 'interpretation',
  否决: 'veto',
  一票否决: 'veto',
  修改: 'edit',
  来信: 'complaint',
};

/** The first Chinese word of each kind, as messages and exports say it. */
export const kindNames: Readonly<Record<FactKind, string>> = Object.fromEntries(
  factKinds.map((kind) => [kind, Object.keys(kindWords).find((word) => kindWords[word] === kind) ?? kind]),
) as Record<FactKind, string>;

const kinds = new Map<string, FactKind>([...Object.entries(kindWords), ...factKinds.map((kind): [string, FactKind] => [kind, kind])]);

/** 采用, 采纳, adoption → `adoption`; undefined for any other word. */
export const readKind = (word: string): FactKind | undefined => kinds.get(nameKey(word));

const outcomes = new Map<string, string>([
  ...['完成', '已完成', '按时完成', '按期完成', 'done'].map((word): [string, string] => [word, 'done']),
  ...['未完成', '未报', '未报送', 'missed'].map((word): [string, string] => [word, 'missed']),
  ...['逾期', '逾期完成', '迟报', '超期', 'late'].map((word): [string, string] => [word, 'late']),
]);

/** 完成, 未完成, 逾期 as rulebooks name them (done, missed, late); any other word as it is written. */
export const readOutcome = (word: string): string => outcomes.get(nameKey(word)) ?? word;

const answers = new Map<string, boolean>([
  ...['是', '完成', '已完成', '达标', '合格', '√', '✓', 'true', 'yes', 'y', '1'].map((word): [string, boolean] => [word, true]),
  ...['否', '未完成', '未达标', '不合格', '×', 'false', 'no', 'n', '0'].map((word): [string, boolean] => [word, false]),
]);

/** 是/完成/达标 → true, 否/未完成/未达标 → false, anything else undefined. */
export const readAnswer = (word: string): boolean | undefined => answers.get(nameKey(word));
