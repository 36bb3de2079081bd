import { describe, expect, it } from 'vitest';
import { blocks, type Finding } from '../../../src/domain/verification/finding.ts';
import { verificationChecks, verify } from '../../../src/domain/verification/verify.ts';
import { read, table } from './tables.ts';

describe('what blocks a bulletin', () => {
  it('is an error in figures, and nothing else', () => {
    const finding: Finding = { kind: 'sum', severity: 'error', where: {}, message: '' };
    expect(blocks(finding)).toBe(true);
    expect(blocks({ ...finding, severity: 'warning' })).toBe(false);
    expect(blocks({ ...finding, kind: 'duplicate-row' })).toBe(false);
  });

  it('is found by checks that each have a name of their own', () => {
    expect(new Set(verificationChecks.map(({ name }) => name)).size).toBe(verificationChecks.length);
  });

  it('an empty document has no findings', () => {
    expect(verify(read([]))).toEqual([]);
    expect(verify(read([table([], [])]))).toEqual([]);
  });
});
