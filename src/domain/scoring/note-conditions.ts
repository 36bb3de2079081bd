/** Conditions of a rulebook in words. */
import type { Condition, UnitWhere, Where } from './rulebook.ts';

/** 甲、乙和丙. */
export const namesText = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}和${names.at(-1)}`;

/** 甲、乙或丙. */
const orText = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join('、')}或${names.at(-1)}`;

/** Attributes whose values do not speak for themselves. */
const attributeNames: Readonly<Record<string, string>> = { age: '距事件发生天数', lateBy: '迟报天数', text: '正文', title: '标题' };
const outcomes: Readonly<Record<string, string>> = { done: '按时完成', late: '迟报', missed: '不报' };

/** The value of an attribute in words: `met: true` is 完成, `outcome: late` 迟报. */
export function valueText(attribute: string, value: unknown): string {
  if (value === null) return `未注明${attributeNames[attribute] ?? '的'}`.replace('未注明的', '未注明的');
  if (attribute === 'joint') return value === true ? '联合报送' : '单独报送';
  if (attribute === 'lead') return value === true ? '牵头' : '协办';
  if (attribute === 'met') return value === true ? '完成' : '未完成';
  if (attribute === 'outcome') return outcomes[String(value)] ?? String(value);
  if (typeof value === 'boolean') return `${attribute}为${value ? '是' : '否'}`;
  return String(value);
}

/** 政务快讯专报 · 距事件发生天数超过7. Conditions on other facts of the item are left to the rule's own note. */
export function whenText(when: Omit<Where, 'fact'>): string {
  return Object.entries(when)
    .flatMap(([attribute, condition]) => {
      if (attribute === 'has' || attribute === 'lacks' || attribute === 'fact') return [];
      if (attribute === 'unit') return [unitText(condition as UnitWhere)];
      return [conditionText(attribute, condition as Condition)];
    })
    .join('');
}

/** 一类单位. */
export const unitText = (where: UnitWhere): string =>
  Object.entries(where)
    .map(([key, condition]) => conditionText(key, condition))
    .join('、');

export function conditionText(attribute: string, condition: Condition): string {
  if (Array.isArray(condition)) return orText(condition.map((value) => valueText(attribute, value)));
  if (condition === null || typeof condition !== 'object') return valueText(attribute, condition);
  const { not, exists, contains, atLeast, over, atMost, under } = condition as Exclude<
    Condition,
    string | number | boolean | null | readonly unknown[]
  >;
  const name = attributeNames[attribute] ?? attribute;
  return [
    not === undefined ? '' : notText(attribute, not as Condition),
    exists === undefined ? '' : exists ? `注明${name}的` : `未注明${name}的`,
    contains === undefined ? '' : `${name}含${orText(([] as string[]).concat(contains).map((word) => `“${word}”`))}`,
    atLeast === undefined ? '' : `${name}不少于${atLeast}`,
    over === undefined ? '' : `${name}超过${over}`,
    atMost === undefined ? '' : `${name}不超过${atMost}`,
    under === undefined ? '' : `${name}不足${under}`,
  ].join('');
}

function notText(attribute: string, not: Condition): string {
  if (typeof not === 'boolean' && attribute !== 'joint' && attribute !== 'lead' && attribute !== 'met') return valueText(attribute, !not);
  return `非${conditionText(attribute, not)}`;
}
