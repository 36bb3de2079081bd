/** Conditions of a rulebook in words. */
import type { Condition, Rulebook, UnitWhere, Where } from './rulebook.ts';

/** 甲、乙和丙. */
export const namesText = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names.at(-1)}`;

/** 甲、乙或丙. */
const orText = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}或${names.at(-1)}`;

type Names = Rulebook['attributeNames'];

/** Attributes whose names every rulebook knows. */
const knownNames: Readonly<Record<string, string>> = {
  age: '距事件发生天数',
  lateBy: '迟报天数',
  text: '正文',
  title: '标题',
  points: '分值',
  level: '层级',
  outlet: '载体',
  kind: '类别',
  form: '形式',
  leader: '领导',
  reason: '原因',
  class: '类别',
  group: '分组',
};
/** An attribute as an office calls it. */
export const attributeName = (attribute: string, names: Names): string => names?.[attribute] ?? knownNames[attribute] ?? attribute;

const outcomes: Readonly<Record<string, string>> = { done: '按时完成', late: '迟报', missed: '不报' };
const yesNo: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  joint: ['联合报送', '单独报送'],
  lead: ['牵头', '非牵头'],
  met: ['完成', '未完成'],
};

/** The value of an attribute in words: `met: true` is 完成, `outcome: late` 迟报, `level: 县` 县级. */
export function valueText(attribute: string, value: unknown, names?: Names): string {
  if (value === null) return `未注明${attributeName(attribute, names)}`;
  if (typeof value === 'boolean') {
    const [yes, no] = yesNo[attribute] ?? [attributeName(attribute, names), `非${attributeName(attribute, names)}`];
    return value ? yes : no;
  }
  const text = attribute === 'outcome' ? (outcomes[String(value)] ?? String(value)) : String(value);
  if (attribute === 'level' && /^(乡|镇|县|区|市|州|盟|省|国家|中央)$/.test(text)) return `${text}级`;
  return text.includes('、') ? `“${text}”` : text;
}

/** 政务快讯专报 · 简讯且距事件发生天数超过7. */
export function whenText(when: Partial<Where>, names: Names): string {
  const conditions = Object.entries(when).filter(([attribute, condition]) => attribute !== 'fact' && condition !== undefined);
  const parts = conditions.map(([attribute, condition]) => {
    if (attribute === 'has' || attribute === 'lacks') return attribute === 'has' ? '另有相关记录' : '没有相关记录';
    if (attribute === 'unit') return unitText(condition as UnitWhere, names);
    return conditionText(attribute, condition as Condition, names);
  });
  const isPlain = conditions.every(([, condition]) => typeof condition !== 'object' || Array.isArray(condition));
  return parts.join(isPlain ? '' : '且');
}

/** 一类单位 · 没有对外服务职能的单位除外. */
export const unitText = (where: UnitWhere, names: Names): string =>
  Object.entries(where)
    .map(([attribute, condition]) => {
      const isBoolean =
        condition === true || (typeof condition === 'object' && condition !== null && 'not' in condition && condition.not === true);
      if (isBoolean) return `${attributeName(attribute, names)}的单位${condition === true ? '' : '除外'}`;
      const text = conditionText(attribute, condition, names);
      return attribute === 'class' && !text.endsWith('单位') ? `${text}单位` : text;
    })
    .join('、');

function conditionText(attribute: string, condition: Condition, names: Names): string {
  if (Array.isArray(condition)) return orText(condition.map((value) => valueText(attribute, value, names)));
  if (condition === null || typeof condition !== 'object') return valueText(attribute, condition, names);
  const { not, exists, contains, atLeast, over, atMost, under } = condition as Exclude<
    Condition,
    string | number | boolean | null | readonly unknown[]
  >;
  const name = attributeName(attribute, names);
  const bounds = [
    atLeast === undefined ? '' : `不少于${atLeast}`,
    over === undefined ? '' : `超过${over}`,
    atMost === undefined ? '' : `不超过${atMost}`,
    under === undefined ? '' : `不足${under}`,
  ].filter((bound) => bound !== '');
  return [
    not === undefined ? '' : notText(attribute, not as Condition, names),
    exists === undefined ? '' : `${exists ? '' : '未'}注明${name}`,
    contains === undefined ? '' : `${name}含${orText(([] as string[]).concat(contains).map((word) => `“${word}”`))}`,
    bounds.length === 0 ? '' : `${name}${bounds.join('且')}`,
  ]
    .filter((text) => text !== '')
    .join('且');
}

const notText = (attribute: string, not: Condition, names: Names): string =>
  typeof not === 'boolean' ? valueText(attribute, !not, names) : `非${conditionText(attribute, not, names)}`;
