import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../../src/domain/document.ts';
import { viewAnnualReport } from '../../../src/domain/verification/annual-view.ts';
import type { Finding } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { readDocument } from '../../../src/reading/read.ts';
import { sharedFolder } from './tables.ts';

interface Planted {
  readonly file: string;
  readonly clean: boolean;
  readonly kind?: string;
  readonly where?: string;
  readonly lastYear?: string;
}

const read = (path: string): Promise<ReadDocument> => readDocument(readFileSync(`${sharedFolder}${path}`), path);
const planted: readonly Planted[] = JSON.parse(readFileSync(`${sharedFolder}planted-faults/index.json`, 'utf8')).filter(
  ({ file }: Planted) => file.startsWith('E'),
);

async function findingsOf({ file, lastYear }: Planted): Promise<{ document: ReadDocument; found: readonly Finding[] }> {
  const document = await read(`planted-faults/${file}`);
  return { document, found: verify(document, lastYear === undefined ? {} : { against: await read(`planted-faults/${lastYear}`) }) };
}

const kindOf: Readonly<Record<string, string>> = {
  'annual-identity-broken': 'identity',
  'annual-row-total': 'identity',
  'annual-carry-over': 'carry-over',
};

describe('annual reports with planted faults', () => {
  it.each(planted.filter(({ kind = '' }) => kind in kindOf))('names the $kind in $file at $where', async (one) => {
    const { document, found } = await findingsOf(one);
    const { fault } = JSON.parse(readFileSync(`${sharedFolder}planted-faults/${one.file}.json`, 'utf8'));
    const [stated, expected] = [fault.stated, fault.expected].map((value): number[] => [value].flat());
    expect(found.map(({ kind }) => kind)).toEqual(stated!.map(() => kindOf[one.kind!]));
    expect(found.map((finding) => [finding.stated, finding.expected])).toEqual(stated!.map((value, at) => [value, expected![at]]));
    expect(found[0]!.severity).toBe('error');
    const places = viewAnnualReport(document).figures;
    for (const { where } of found) {
      const cell = [...places.values()].find((figure) => JSON.stringify(figure.where) === JSON.stringify(where))!;
      expect(one.where).toContain(cell.row.label.slice(0, 6));
      expect(one.where).toContain(cell.column.label);
    }
  });

  it.each(planted.filter(({ clean }) => clean))('has nothing to say of $file', async (one) => {
    expect((await findingsOf(one)).found).toEqual([]);
  });
});

const corpus = readdirSync(`${sharedFolder}corpus`).filter((name) => name.startsWith('2'));
const inBrief = (findings: readonly Finding[]): readonly unknown[] =>
  findings.filter(({ severity }) => severity !== 'note').map(({ kind, severity, stated, expected }) => [kind, severity, stated, expected]);

/** What is expected of published reports; of all others nothing above a note. */
const expected: Readonly<Record<string, readonly unknown[]>> = {
  '204': [['consistency', 'error', 6, 0]],
  '206': [['template', 'warning', 6, 5]],
  '208': [['template', 'warning', '2019', '2021']],
  '215': [['sum', 'error', 382, 2558]],
};

describe('published annual reports', () => {
  it.each(corpus)('%s has the faults that it is known for, and no others', async (name) => {
    const ofReports = new Set(['identity', 'carry-over', 'template', 'consistency', 'sum', 'narrative']);
    const found = verify(await read(`corpus/${name}`)).filter(({ kind }) => ofReports.has(kind));
    expect(inBrief(found)).toEqual(expected[name.slice(0, 3)] ?? []);
  });

  it('reads all 200 cells of a whole city, which keep every identity', async () => {
    const document = await read(`corpus/${corpus.find((name) => name.startsWith('213'))!}`);
    expect(viewAnnualReport(document).figures.size).toBe(200);
    expect(verify(document)).toEqual([]);
  });

  it.each(['seeds/003_4d59d41fb80560b1.txt', 'seeds/files/003.docx'])('explains what does not fit together in %s', async (path) => {
    const found = verify(await read(path)).filter(({ kind }) => kind === 'consistency');
    expect(inBrief(found)).toEqual([
      ['consistency', 'warning', 5, 0],
      ['consistency', 'warning', 0, 6],
      ['consistency', 'error', '80/10/10', 0],
      ['consistency', 'warning', '民政', undefined],
      ['consistency', 'warning', '民政', undefined],
    ]);
    expect(found[0]!.explanation).toContain('往年');
  });
});
