import type { DraftFact, FactColumn, Item, Office } from './types.ts';

/** facts.csv of an office: in order of days, numbered in that order; facts of one item share its 信息编号. */
export function factsCsv(office: Office): string {
  const inOrder = [...office.facts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const itemNumbers = new Map<Item, number>();
  const lines = [office.columns.join(',')];
  for (const [place, fact] of inOrder.entries()) {
    if (fact.item && !itemNumbers.has(fact.item)) itemNumbers.set(fact.item, itemNumbers.size + 1);
    const row = rowOf(fact, `${office.prefix}-${serial(place + 1)}`, itemKey(office.prefix, fact, itemNumbers));
    lines.push(office.columns.map((column) => quoted(row[column])).join(','));
  }
  return `${lines.join('\n')}\n`;
}

function rowOf(fact: DraftFact, number: string, item: string): Readonly<Record<FactColumn, string>> {
  return {
    编号: number,
    类型: fact.type,
    单位: fact.unit,
    日期: fact.on,
    标题: fact.item?.title ?? '',
    信息编号: item,
    载体: fact.outlet ?? '',
    级别: fact.level ?? '',
    类别: fact.kind ?? '',
    分值: fact.points === undefined ? '' : String(fact.points),
    原因: fact.reason ?? '',
    备注: fact.note ?? '',
    虚构: '是',
  };
}

function itemKey(prefix: string, fact: DraftFact, numbers: ReadonlyMap<Item, number>): string {
  return fact.item ? `${prefix}-X${serial(numbers.get(fact.item)!)}` : '';
}

function serial(number: number): string {
  return String(number).padStart(4, '0');
}

function quoted(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
