// Bulletins of made-up offices with one fault each, and their clean twins: what is found, where, and what is found wrongly.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../../src/domain/document.ts';
import type { Finding, FindingKind } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { openVerifier } from '../../../src/engines/verifier.ts';
import { readDocument } from '../../../src/reading/read.ts';
import { sharedFolder } from './tables.ts';

interface Planted {
  readonly file: string;
  readonly clean: boolean;
  readonly kind?: string;
  readonly where?: string;
}
interface Fault {
  readonly stated?: unknown;
  readonly expected?: unknown;
}

const kindOf: Readonly<Record<string, FindingKind>> = {
  'wrong-sum': 'sum',
  'wrong-row-arithmetic': 'row-arithmetic',
  'wrong-rank-number': 'rank',
  'rank-skips': 'rank',
  'wrong-order-vs-note': 'order',
  'duplicate-unit': 'duplicate-row',
  'narrative-total-mismatch': 'narrative',
  'narrative-group-mismatch': 'narrative',
  'wrong-rate': 'rate',
  'wrong-rounding': 'rounding',
  'period-mismatch': 'period',
  'note-points-mismatch': 'note',
  'missing-unit': 'missing-unit',
  'injected-spam': 'spam',
  wording: 'wording',
  'impossible-date': 'date',
  'document-number-brackets': 'document-number',
};
/** Those that a changed total also breaks: the same fault, named in the explanation or nowhere else. */
const follows: Readonly<Record<string, FindingKind>> = { 'wrong-row-arithmetic': 'sum' };

const folder = `${sharedFolder}planted-faults/`;
const all: readonly Planted[] = JSON.parse(readFileSync(`${folder}index.json`, 'utf8'));
const faulty = all.filter(({ kind }) => kind !== undefined && kindOf[kind] !== undefined);
const clean = all.filter((one) => one.clean);

const told = await openVerifier();
const read = (file: string): Promise<ReadDocument> => readDocument(readFileSync(folder + file), file);
const faultOf = (file: string): Fault => (JSON.parse(readFileSync(`${folder}${file}.json`, 'utf8')) as { fault: Fault }).fault;
const plain = (text: unknown): string => String(text).normalize('NFKC').replace(/\s|,/gu, '');

/** Whether a finding names the place where the fault was planted: the row and column, or the text that holds it. */
function isThere({ where }: Finding, { where: planted = '' }: Planted, document: ReadDocument, { stated }: Fault): boolean {
  const [caption = '', unit, column] = planted.split(' / ');
  if (caption === 'document number') return where.part === 'document-number';
  if (where.paragraph !== undefined) {
    const text = plain(document.paragraphs[where.paragraph]);
    // a period's days are told in other words: 自…起至…止
    if (caption === 'text' && / period/u.test(unit ?? '')) return text.includes(plain(stated).split('至')[0]!);
    return caption === 'note' ? text.includes(`${stated}分`) : text.includes(plain(stated));
  }
  const table = document.tables[where.table ?? -1];
  const row = table?.rows[where.row ?? -1];
  if (table === undefined || row === undefined || (table.caption !== undefined && !plain(caption).includes(plain(table.caption))))
    return false;
  const title = table.columns[where.column ?? -1];
  return row.some((cell) => plain(cell) === plain(unit)) && (column === undefined || title?.endsWith(column) === true);
}

const results = await Promise.all(
  faulty.map(async (planted) => {
    const document = await read(planted.file);
    const findings = verify(document, told);
    const fault = faultOf(planted.file);
    const right = findings.filter(({ kind, severity }) => kind === kindOf[planted.kind!] && severity !== 'note');
    return { planted, findings, found: right.some((finding) => isThere(finding, planted, document, fault)) };
  }),
);

describe('planted faults', () => {
  it('are found with their kind and their place, 95 of a hundred and none of a kind left out', () => {
    const missed = results.filter(({ found }) => !found).map(({ planted }) => `${planted.file}: ${planted.where}`);
    const kinds = new Map(faulty.map(({ kind }) => [kind!, results.filter((one) => one.planted.kind === kind && one.found).length]));
    expect({ missed, never: [...kinds].filter(([, found]) => found === 0) }).toEqual({ missed: [], never: [] });
    expect(results.filter(({ found }) => found).length / results.length).toBeGreaterThanOrEqual(0.95);
    expect(kinds.size).toBe(Object.keys(kindOf).length);
  });

  it.each(results)('draw no other finding: $planted.file', ({ planted, findings }) => {
    const others = findings.filter(({ kind }) => kind !== kindOf[planted.kind!] && kind !== follows[planted.kind!]);
    expect(others).toEqual([]);
  });

  it.each(clean)('are not imagined in $file', async ({ file }) => {
    expect(verify(await read(file), told)).toEqual([]);
  });

  it('are told what stands there and what was expected', () => {
    const narrative = results.filter(({ planted }) => kindOf[planted.kind!] === 'narrative');
    for (const { planted, findings } of narrative) expect(findings[0]).toMatchObject({ severity: 'error', ...pairOf(planted.file) });
  });

  it('take no longer than a blink', async () => {
    const documents = await Promise.all(clean.map(({ file }) => read(file)));
    for (const document of documents) verify(document, told);
    // the best of some runs, in time of the processor: the machine of a test does other things beside
    const times = documents.map((document) =>
      Math.min(
        ...Array.from({ length: 7 }, () => {
          const start = process.cpuUsage();
          verify(document, told);
          const { user, system } = process.cpuUsage(start);
          return (user + system) / 1000;
        }),
      ),
    );
    expect(Math.max(...times)).toBeLessThan(100);
  });
});

function pairOf(file: string): Fault {
  const { stated, expected } = faultOf(file);
  return { stated, expected };
}
