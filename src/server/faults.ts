/** What was thrown, as the problem that is told: bad requests that the framework or the database refused, an unreachable database, or a fault. */
import type { ProblemCode } from './problem.ts';

export interface Thrown {
  readonly code: ProblemCode;
  readonly detail?: string;
  /** Somebody has to look into it. */
  readonly isFault: boolean;
}

/** Thrown where a refusal of the door comes up deep inside a stream. */
export class DoorRefusal extends Error {
  readonly door: ProblemCode;
  constructor(door: ProblemCode, message: string) {
    super(message);
    this.door = door;
  }
}

/** SQLSTATE of values that no table can hold: a number or a date out of range, a character that text cannot have. */
const unstorable = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05']);
/** The server is starting, stopping, full, or two transactions waited for each other: the same request may succeed in a moment. */
const passing = new Set(['40001', '40P01', '53300', '55P03', '57P01', '57P02', '57P03', '08000', '08003', '08006']);
const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);

export function thrownAs(thrown: unknown): Thrown {
  if (thrown instanceof DoorRefusal) return { code: thrown.door, detail: thrown.message, isFault: false };
  const { code = '', statusCode, message = '', syscall } = thrown as Partial<NodeJS.ErrnoException> & { readonly statusCode?: number };
  if (statusCode === 413 || code === 'FST_REQ_FILE_TOO_LARGE')
    return { code: 'too-large', detail: '内容超过了这里能接受的大小。', isFault: false };
  if (statusCode === 415) return { code: 'media-type', isFault: false };
  if (/JSON/.test(code) || thrown instanceof SyntaxError)
    return { code: 'bad-request', detail: '请求的内容不是有效的 JSON。', isFault: false };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { code: 'bad-request', isFault: false };
  if (unstorable.has(code)) return { code: 'bad-input', detail: '有一个数、日期或文字超出了能保存的范围。', isFault: false };
  const noConnection = unreachable.has(code) && (syscall === 'connect' || syscall === 'read' || syscall === 'write');
  if (passing.has(code) || noConnection || /^(timeout exceeded when trying to connect|Connection terminated)/.test(message))
    return { code: 'busy', isFault: true };
  return { code: 'fault', isFault: true };
}
