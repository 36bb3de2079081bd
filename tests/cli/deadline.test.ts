import { expect, it } from 'vitest';
import { type CommandIo, UsageError } from '../../src/cli/command.ts';
import { deadlineCommand } from '../../src/cli/deadline.ts';

async function run(...argv: readonly string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const io: CommandIo = {
    stdout: (text) => {
      out += text;
    },
    stderr: () => {},
  };
  const noPlatform = () => Promise.reject(new Error('no database is needed'));
  return { code: await deadlineCommand(argv, io, noPlatform), out };
}

it('gives the last day and a proof for every day, as JSON, without a database', async () => {
  const { code, out } = await run('--received', '2026-02-13', '--days', '20', '--json');
  expect(code).toBe(0);
  const answer = JSON.parse(out) as { due: string; provisional: boolean; days: { date: string; counted: boolean; reason: string }[] };
  expect(answer).toMatchObject({ due: '2026-03-19', provisional: false });
  expect(answer.days.filter(({ counted }) => counted)).toHaveLength(20);
  expect(answer.days.slice(0, 3)).toEqual([
    { date: '2026-02-13', counted: false, reason: '收到当日，不计' },
    { date: '2026-02-14', counted: true, reason: '春节调休上班', number: 1 },
    { date: '2026-02-15', counted: false, reason: '春节放假' },
  ]);
});

it('takes suspensions and an extension', async () => {
  const { out } = await run(
    '--received=2024-05-13',
    '--days=3',
    '--suspend',
    '2024-05-15..2024-05-16',
    '--suspend',
    '2024-05-20..2024-05-20',
    '--extend',
    '2',
    '--json',
  );
  expect(JSON.parse(out)).toMatchObject({ due: '2024-05-23', provisional: false });
});

it('says in words where a year is missing', async () => {
  const { out } = await run('--received', '2026-12-25', '--days', '10');
  expect(out).toContain('期限到 2027-01-08 为止。');
  expect(out).toContain('暂定：2027 年的放假调休安排还没有录入');
  expect(out).toContain('2027-01-04   6  工作日（该年安排未录入，暂定）');
});

it.each([
  [['--days', '20']],
  [['--received', '2024-02-30', '--days', '20']],
  [['--received', '2024-02-20', '--days', '0']],
  [['--received', '2024-02-20', '--days', '2.5']],
  [['--received', '2024-02-20', '--days', '5', '--extend', '-1']],
  [['--received', '2024-02-20', '--days', '5', '--suspend', '2024-02-25']],
  [['--received', '2024-02-20', '--days', '5', '--suspend', '2024-02-25..2024-02-21']],
  [['--received', '2024-02-20', '--days', '5', 'more']],
])('refuses %j with a sentence', async (argv) => {
  await expect(run(...argv)).rejects.toBeInstanceOf(UsageError);
});
