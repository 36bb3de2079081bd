// The five source documents in all their formats: what is known to be wrong in them is found, and nothing else is called an error.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FindingKind } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { openVerifier } from '../../../src/engines/verifier.ts';
import { readDocument } from '../../../src/reading/read.ts';
import { sharedFolder } from './tables.ts';

interface Expected {
  readonly kind: string;
  readonly where: string;
  readonly detail: string;
}

const kindOf: Readonly<Record<string, FindingKind>> = {
  'injected-spam': 'spam',
  typo: 'wording',
  'duplicate-row': 'duplicate-row',
  sum: 'sum',
  'unknown-unit': 'unknown-unit',
  'non-numeric-cell': 'non-numeric-cell',
  date: 'date',
  order: 'order',
  'zero-row': 'zero-row',
};
const told = await openVerifier();
const files: readonly { readonly file: string; readonly seed: string; readonly expectedFindings: readonly Expected[] }[] = JSON.parse(
  readFileSync(`${sharedFolder}seeds/files/index.json`, 'utf8'),
);
/** What reading does not know yet: the old formats, and a table that goes on beside itself on the next page. */
const notReadYet = /\.(?:doc|xls)$|^000\.pdf$/u;
/** The annual report (003) has checks of its own. */
const bulletins = files.filter(({ seed, file }) => seed !== '003' && !notReadYet.test(file));
/** Errors that are there: the sum of 锡林郭勒盟, the order of 001, what an intruder put into 002. */
const errors = new Set(['sum', 'order', 'spam']);

describe('a source document', () => {
  it.each(bulletins)('is found out in $file', async ({ file, expectedFindings }) => {
    const document = await readDocument(readFileSync(`${sharedFolder}seeds/files/${file}`), file);
    const findings = verify(document, told);
    const wanted = expectedFindings.flatMap(({ kind }) => kindOf[kind] ?? []);
    const kinds = new Set(findings.map(({ kind }) => kind));
    expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(findings.filter(({ severity, kind }) => severity === 'error' && !errors.has(kind))).toEqual([]);
    expect(findings.filter(({ kind }) => kind === 'sum').map(({ stated, expected }) => [stated, expected])).toEqual(
      wanted.includes('sum') ? [[67, 69]] : [],
    );
  });
});
