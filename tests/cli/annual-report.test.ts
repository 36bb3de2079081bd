import { describe, expect, it } from 'vitest';
import { annualReportCommand } from '../../src/cli/annual-report.ts';
import { UsageError } from '../../src/cli/command.ts';
import { sharedFolder } from '../domain/verification/tables.ts';

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const io = {
    stdout: (text: string): void => {
      written.out += text;
    },
    stderr: (text: string): void => {
      written.err += text;
    },
  };
  return { code: await annualReportCommand(argv, io), ...written };
}

const planted = (name: string): string => `${sharedFolder}planted-faults/${name}`;

describe('baocaitong annual-report check', () => {
  it('finds nothing in a report that carries on from last year’s', async () => {
    expect(await run('check', planted('E00-clean.txt'), '--last-year', planted('E00-clean-lastyear.txt'))).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it('names what was not carried over, as one JSON value', async () => {
    const file = planted('E00-annual-carry-over.txt');
    const { code, out } = await run('check', file, '--last-year', planted('E00-clean-lastyear.txt'), '--json');
    const results: { file: string; findings: { kind: string }[] }[] = JSON.parse(out);
    expect(code).toBe(1);
    expect(results).toMatchObject([
      { file, findings: [{ kind: 'carry-over', severity: 'error', stated: 6, expected: 5 }, { kind: 'carry-over' }] },
    ]);
    expect(await run('check', file)).toMatchObject({ code: 0 });
  });

  it('exits 2 where a file is not there, and refuses bad usage', async () => {
    expect(await run('check', planted('E00-clean.txt'), '--last-year', 'nothing.txt')).toMatchObject({ code: 2, out: '' });
    await expect(run('check')).rejects.toThrow(UsageError);
    await expect(run('print', planted('E00-clean.txt'))).rejects.toThrow(UsageError);
  });
});
