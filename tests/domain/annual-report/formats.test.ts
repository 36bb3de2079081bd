import { describe, expect, it } from 'vitest';
import { cellsOfFormat } from '../../../src/domain/annual-report/format.ts';
import { annualFormatOf, annualFormats } from '../../../src/domain/annual-report/formats.ts';

describe.each(annualFormats.map((format) => [format.name, format] as const))('the format of %s', (_, format) => {
  const cells = cellsOfFormat(format);

  it('names each cell once', () => {
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('speaks of its own cells alone', () => {
    const spoken = [
      ...format.identities.flatMap(({ parts, totals, balance }) => [...parts, ...totals, balance]),
      ...format.bounds.flatMap(({ figure, atMost }) => [figure, ...atMost]),
    ];
    expect(spoken.filter((cell) => !cells.includes(cell))).toEqual([]);
  });

  it('knows its own labels and titles', () => {
    for (const { rows } of format.tables)
      for (const { columns } of rows)
        for (const { label, titled } of columns) expect(titled.test(label.replace(/（.*）$/u, ''))).toBe(true);
  });
});

describe('which format a year has', () => {
  it.each([
    [2013, undefined],
    [2014, '2014'],
    [2018, '2014'],
    [2019, '2019'],
    [2020, '2019'],
    [2021, '2021'],
    [2030, '2021'],
  ])('%i: %s', (year, name) => {
    expect(annualFormatOf(year)?.name).toBe(name);
  });

  it('gives applications 25 lines of 7 columns since 2021, and 23 before', () => {
    const lines = annualFormats.map(({ tables }) => tables.find(({ name }) => name === 'requests')?.rows.length);
    expect(lines).toEqual([25, 23, undefined]);
  });
});
