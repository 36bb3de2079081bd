/** `baocaitong deadline`: the last day of a time in working days, with the proof day by day. Without `--platform` no database is needed. */
import type { Platform } from '../actions/action.ts';
import { type DayNumber, dayFrom, type Period } from '../domain/calendar/day.ts';
import { type Deadline, type DeadlineQuestion, deadlineOf, type WorkCalendar } from '../domain/calendar/working-days.ts';
import { currentCalendar, shippedCalendarAlone } from '../views/current-calendar.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';

const usage =
  '用法：baocaitong deadline --received 日期 --days 天数 [--suspend 起日..止日]… [--extend 天数] [--day-one next|same] [--platform] [--json]';

/** More than this is no time for an answer, and counting has to end. */
const MOST_DAYS = 3650;

export async function deadlineCommand(
  argv: readonly string[],
  io: CommandIo,
  open: () => Promise<{ readonly platform: Platform; close(): Promise<void> }>,
): Promise<number> {
  const { options, rest } = parseOptions(argv, {
    ...({ received: 'text', days: 'text', suspend: 'texts', extend: 'text' } as const),
    ...({ 'day-one': 'text', platform: 'flag', json: 'flag' } as const),
  });
  const { received, days, suspend = [], extend = '0', 'day-one': dayOne = 'next' } = options;
  if (rest.length > 0 || received === undefined || days === undefined) throw new UsageError(usage);
  if (dayOne !== 'next' && dayOne !== 'same') throw new UsageError('--day-one 写 next（次日起算）或 same（当日计入）');
  const question: DeadlineQuestion = {
    received: dayOf(received),
    days: countOf(days, '--days', 1),
    suspended: suspend.map(periodOf),
    extended: countOf(extend, '--extend', 0),
    dayOne,
  };
  const answer = deadlineOf(options.platform ? await platformCalendar(open) : shippedCalendarAlone(), question);
  io.stdout(options.json ? `${JSON.stringify(answer)}\n` : inWords(answer));
  return 0;
}

async function platformCalendar(open: () => Promise<{ readonly platform: Platform; close(): Promise<void> }>): Promise<WorkCalendar> {
  const opened = await open();
  try {
    return await currentCalendar(opened.platform.pool);
  } finally {
    await opened.close();
  }
}

function dayOf(text: string): DayNumber {
  const day = dayFrom(text);
  if (day === undefined) throw new UsageError(`日期“${text}”不存在或写法不对，应如 2024-05-01`);
  return day;
}

function countOf(text: string, option: string, least: number): number {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= least && count <= MOST_DAYS)) throw new UsageError(`${option} 应是 ${least} 到 ${MOST_DAYS} 的整数，不是“${text}”`);
  return count;
}

function periodOf(text: string): Period {
  const [from, to, more] = text.split('..');
  if (from === undefined || to === undefined || more !== undefined)
    throw new UsageError(`--suspend 应写 起日..止日，如 2024-05-06..2024-05-10，不是“${text}”`);
  const period = { from: dayOf(from), to: dayOf(to) };
  if (period.from > period.to) throw new UsageError(`--suspend 的起日 ${from} 在止日 ${to} 之后`);
  if (period.to - period.from > MOST_DAYS) throw new UsageError(`--suspend 最长 ${MOST_DAYS} 天`);
  return period;
}

function inWords({ due, provisional, days }: Deadline): string {
  const width = String(days.length).length;
  const lines = days.map(({ date, number, reason, provisional: unsure }) => {
    const place = number === undefined ? ''.padStart(width) : String(number).padStart(width);
    return `${date}  ${place}  ${reason}${unsure ? '（该年安排未录入，暂定）' : ''}\n`;
  });
  const missing = [...new Set(days.flatMap((day) => (day.provisional ? [day.date.slice(0, 4)] : [])))];
  const note = provisional ? `暂定：${missing.join('、')} 年的放假调休安排还没有录入，按周一至周五推算。\n` : '';
  return `${lines.join('')}期限到 ${due} 为止。\n${note}`;
}
