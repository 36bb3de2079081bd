import { describe, expect, it } from 'vitest';
import { type AnnualCell, annualCell } from '../../../src/domain/annual-report/format.ts';
import { annualFormat2014 } from '../../../src/domain/annual-report/format-2014.ts';
import { annualFormat2019 } from '../../../src/domain/annual-report/format-2019.ts';
import { annualFormat2021 } from '../../../src/domain/annual-report/format-2021.ts';
import type { Cell } from '../../../src/domain/document.ts';
import type { Finding } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { type Figures, type Made, plainFigures, reportOf } from './annual-reports.ts';

const figures = plainFigures(annualFormat2021);
const now: Made = { format: annualFormat2021, figures, year: 2023 };
const brief = (findings: readonly Finding[]): readonly unknown[] =>
  findings.map(({ kind, severity, stated, expected }) => [kind, severity, stated, expected]);
const total = (row: string, of: Figures = figures): number => Number(of.get(annualCell(row, 'total')));
const withCells = (of: Figures, cells: Readonly<Record<string, Cell>>): Figures =>
  new Map([...of, ...(Object.entries(cells) as [AnnualCell, Cell][])]);

describe('what the text of an annual report says', () => {
  it('agrees with the tables, or is held against them', () => {
    const right = `全年新收政府信息公开申请${total('received')}件，上年结转${total('carriedIn')}件，本年度办结${total('concluded')}件。`;
    expect(verify(reportOf({ ...now, text: [right] }))).toEqual([]);
    const wrong = right.replace(`办结${total('concluded')}`, `办结${total('concluded') + 1000}`);
    const found = verify(reportOf({ ...now, text: [wrong] }));
    expect(brief(found)).toEqual([['narrative', 'error', total('concluded') + 1000, total('concluded')]]);
  });

  it('may count what was carried over among what was received', () => {
    const all = total('received') + total('carriedIn');
    expect(verify(reportOf({ ...now, text: [`本年度共收到政府信息公开申请${all}件。`] }))).toEqual([]);
  });

  it('cannot deny what the tables count', () => {
    const found = verify(reportOf({ ...now, text: ['2023年，本机关未收到政府信息公开申请。'] }));
    expect(brief(found)).toEqual([['narrative', 'error', 0, total('received')]]);
  });

  it('adds up, or may count an item in several channels', () => {
    const found = verify(reportOf({ ...now, text: ['主动公开政府信息100条，包括网站80条、微信60条。'] }));
    expect(brief(found)).toEqual([['sum', 'warning', 100, 140]]);
    expect(found[0]!.explanation).toContain('几个渠道');
    expect(verify(reportOf({ ...now, text: ['主动公开政府信息100条，其中网站60条、微信20条。'] }))).toEqual([]);
  });

  it('speaks of the year of its title', () => {
    const found = verify(reportOf({ ...now, text: ['2022年，主动公开政府信息100条。'] })).filter(({ kind }) => kind === 'period');
    expect(found).toMatchObject([{ severity: 'warning', stated: '2022年', expected: '2023年' }]);
    expect(verify(reportOf({ ...now, text: ['2024年，我们将继续做好公开工作。'] }))).toEqual([]);
  });
});

describe('what an annual report carries on', () => {
  it('is compared with last year’s only, and said where it is not', () => {
    const against = reportOf({ ...now, year: 2020, format: annualFormat2019, figures: plainFigures(annualFormat2019) });
    expect(verify(reportOf(now), { against })).toMatchObject([{ kind: 'carry-over', severity: 'note' }]);
  });

  it('is what was in force, made and abolished; a difference is worth a look', () => {
    const last = { 'normative/inForce': 30, 'normative/made': 1, 'normative/abolished': 0 };
    const carried = annualFormat2021.tables[1]!.rows[0]!.columns.map(({ id }): [AnnualCell, Cell] => [
      annualCell('carriedOut', id),
      figures.get(annualCell('carriedIn', id))!,
    ]);
    const against = reportOf({ ...now, year: 2022, figures: withCells(new Map([...figures, ...carried]), last) });
    const report = (inForce: number) =>
      reportOf({ ...now, figures: withCells(figures, { 'normative/inForce': inForce, 'normative/made': 4, 'normative/abolished': 2 }) });
    const found = (inForce: number) => verify(report(inForce), { against }).filter(({ kind }) => kind === 'carry-over');
    expect(found(32)).toEqual([]);
    expect(brief(found(35))).toEqual([['carry-over', 'warning', 35, 32]]);
  });
});

describe('the format of an annual report', () => {
  it('is that of its year', () => {
    const found = verify(reportOf({ ...now, format: annualFormat2019, figures: plainFigures(annualFormat2019) }));
    expect(found[0]).toMatchObject({ kind: 'template', severity: 'warning', stated: '2019', expected: '2021' });
  });

  it('has six parts', () => {
    const report = reportOf(now);
    const paragraphs = report.paragraphs.filter((text) => !text.startsWith('四、'));
    expect(verify({ ...report, paragraphs })).toMatchObject([
      { kind: 'template', severity: 'warning', message: expect.stringContaining('行政复议') },
    ]);
  });

  it('wants 0 where nothing happened, and numbers everywhere', () => {
    const found = verify(reportOf({ ...now, figures: withCells(figures, { 'rule/made': '/', 'penalty/decisions': '见附件' }) }));
    expect(brief(found)).toEqual([
      ['template', 'note', undefined, undefined],
      ['non-numeric-cell', 'warning', '见附件', undefined],
    ]);
  });

  it('has tables, and one that is not there is said', () => {
    const report = reportOf(now);
    const found = verify({ ...report, tables: report.tables.slice(0, 2) });
    expect(found).toMatchObject([{ kind: 'template', severity: 'warning', message: expect.stringContaining('行政复议') }]);
  });
});

describe('whose report it is', () => {
  it.each([
    ['某县某镇', 'error'],
    ['某县某街道办事处', 'error'],
    ['某县', 'warning'],
    ['某市教育局', 'warning'],
  ])('decides whether it may have rules: %s, %s', (unit, severity) => {
    const found = verify(reportOf({ ...now, unit, figures: withCells(figures, { 'rule/inForce': 2 }) }));
    expect(brief(found)).toEqual([['consistency', severity, 2, 0]]);
  });

  it('may be a city with rules of its own', () => {
    expect(verify(reportOf({ ...now, figures: withCells(figures, { 'rule/inForce': 2 }) }))).toEqual([]);
  });

  it('shows in its words', () => {
    const found = verify(reportOf({ ...now, unit: '某县教育局', text: ['以公开促进民政工作，我区群众满意。'] }));
    expect(brief(found)).toEqual([
      ['consistency', 'warning', '民政', undefined],
      ['consistency', 'warning', '我区', undefined],
    ]);
  });
});

describe('the statistics of 2014–2018', () => {
  const old: Made = { format: annualFormat2014, figures: plainFigures(annualFormat2014), year: 2016 };

  it('keep to what is possible', () => {
    const cells = withCells(old.figures, { 'headAtInterviews/figure': 9, 'interviews/figure': 2 });
    expect(brief(verify(reportOf({ ...old, figures: cells })))).toEqual([['consistency', 'error', 9, 2]]);
  });
});
