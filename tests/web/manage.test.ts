// What the pages of 管理 work out by themselves: a list of units as it is pasted, a tree, what was changed.
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../src/web/pages/settings/changes.ts';
import { readUnits } from '../../src/web/pages/sites/read-units.ts';
import { linesOf, treeOf, withBelow } from '../../src/web/parts/unit-tree.ts';

describe('units as somebody pastes them', () => {
  it('a line each, with group and class behind commas and the level by blanks before', () => {
    const text = '县政府办公室，机关\n\n县教育局,部门,部门\n  第一小学，部门，学校\n    附属幼儿园\n　城关中学\n城关镇\t乡镇\t乡镇\r\n';
    expect(readUnits(text, true)).toEqual([
      { name: '县政府办公室', group: '机关', own: true },
      { name: '县教育局', group: '部门', class: '部门' },
      { name: '第一小学', parent: '县教育局', group: '部门', class: '学校' },
      { name: '附属幼儿园', parent: '第一小学' },
      { name: '城关中学', parent: '县教育局' },
      { name: '城关镇', group: '乡镇', class: '乡镇' },
    ]);
  });

  it('a name that stands twice is told apart by its superior; a first line that is set in stands at the top', () => {
    expect(readUnits('  甲市\n  市本级\n乙市\n  市本级', false)).toEqual([
      { name: '甲市' },
      { name: '市本级', parent: '甲市' },
      { name: '乙市' },
      { key: '乙市/市本级', name: '市本级', parent: '乙市' },
    ]);
    expect(readUnits(' \n，，\n', true)).toEqual([]);
  });
});

describe('a tree', () => {
  const units = [
    { id: 1, name: '甲', parent: null },
    { id: 2, name: '乙', parent: 3 },
    { id: 3, name: '丙', parent: 1 },
    { id: 4, name: '丁', parent: 99 },
  ];
  it('puts what is below behind what it is below, and what hangs in the air at the top', () => {
    expect(linesOf(treeOf(units)).map(({ unit, depth }) => [unit.name, depth])).toEqual([
      ['甲', 0],
      ['丙', 1],
      ['乙', 2],
      ['丁', 0],
    ]);
    expect([...withBelow(units, 3)]).toEqual([3, 2]);
    expect(withBelow(units, 7).size).toBe(0);
  });
});

it('only what was changed is saved: members of a part, a list as a whole', () => {
  const before = { checks: { title: 'stop', fresh: 'warn' }, dailyCap: 0, reasons: [{ code: 'a' }], levels: { units: { x: 1, y: 2 } } };
  const after = { checks: { title: 'stop', fresh: 'off' }, dailyCap: 3, reasons: [{ code: 'b' }], levels: { units: { x: 1 } } };
  expect(changesBetween(before, structuredClone(before))).toEqual({ count: 0, parts: {} });
  expect(changesBetween(before, after)).toEqual({
    count: 4,
    parts: { checks: { fresh: 'off' }, dailyCap: 3, reasons: [{ code: 'b' }], levels: { units: { x: 1 } } },
  });
});
