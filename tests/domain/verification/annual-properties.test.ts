import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annualFormats } from '../../../src/domain/annual-report/formats.ts';
import { viewAnnualReport } from '../../../src/domain/verification/annual-view.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { changed, consistentFigures, layouts, plainFigures, reportOf } from './annual-reports.ts';

describe.each(annualFormats.map((format) => [format.name, format] as const))('any annual report of the format of %s', (_, format) => {
  const any = fc.tuple(consistentFigures(format), fc.constantFrom(...layouts));

  it.each(layouts)('is read cell by cell when laid out as %s', (layout) => {
    const figures = plainFigures(format);
    const read = viewAnnualReport(reportOf({ format, figures, layout })).figures;
    expect(new Map([...read].map(([cell, { value }]) => [cell, value]))).toEqual(figures);
  });

  it('passes when its figures are consistent, however it is laid out', () => {
    fc.assert(
      fc.property(any, ([figures, layout]) => {
        expect(verify(reportOf({ format, figures, layout })).filter(({ severity }) => severity !== 'note')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  const bound = [...new Set(format.identities.flatMap(({ parts, totals }) => [...parts, ...totals]))];
  const crossed = bound.filter((cell) => format.identities.filter(({ parts, totals }) => [...parts, ...totals].includes(cell)).length > 1);

  it('has one changed cell found, and an identity that holds it named', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...bound), fc.integer({ min: 1, max: 900 }), ([figures, layout], cell, by) => {
        const report = reportOf({ format, figures: changed(figures, cell, figures.get(cell)! + by), layout });
        const read = viewAnnualReport(report).figures;
        const near = new Set(
          format.identities
            .filter(({ parts, totals }) => [...parts, ...totals].includes(cell))
            .flatMap(({ parts, totals }) => [...parts, ...totals]),
        );
        const places = [...near].map((one) => JSON.stringify(read.get(one)!.where));
        const found = verify(report).filter(({ kind, severity }) => kind === 'identity' && severity === 'error');
        expect(found.length).toBeGreaterThan(0);
        for (const { where } of found) expect(places).toContain(JSON.stringify(where));
      }),
      { numRuns: 80 },
    );
  });

  it.skipIf(format.name === '2014')('has the changed cell itself named, with what it was, where rows and columns cross', () => {
    fc.assert(
      fc.property(any, fc.constantFrom(...crossed), fc.integer({ min: 1, max: 900 }), ([figures, layout], cell, by) => {
        const report = reportOf({ format, figures: changed(figures, cell, figures.get(cell)! + by), layout });
        const { where } = viewAnnualReport(report).figures.get(cell)!;
        const found = verify(report).filter(({ kind }) => kind === 'identity');
        expect(found).toHaveLength(1);
        expect(found[0]).toMatchObject({ severity: 'error', where, expected: figures.get(cell), stated: figures.get(cell)! + by });
      }),
      { numRuns: 80 },
    );
  });
});
