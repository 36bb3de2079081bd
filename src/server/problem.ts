/** Refusals, bad addresses and faults as responses: RFC 9457 for programs, a page for people. */
import type { Finding, RefusalCode } from '../domain/outcome.ts';

/** A refusal code without a status does not compile. */
const statusOf: Readonly<Record<RefusalCode, number>> = {
  'bad-input': 400,
  'not-found': 404,
  forbidden: 403,
  'stale-version': 409,
  'wrong-state': 409,
  findings: 409,
  conflict: 409,
};

/** What the door itself says no to. */
export const doorStatus = { 'no-page': 404, method: 405, 'wrong-host': 421, 'bad-request': 400, fault: 500 } as const;
export type DoorCode = keyof typeof doorStatus;
export type ProblemCode = RefusalCode | DoorCode;

const titles: Readonly<Record<ProblemCode, string>> = {
  'bad-input': '地址里的内容不对',
  'not-found': '没有找到',
  forbidden: '没有权限',
  'stale-version': '内容已被别人改过',
  'wrong-state': '现在不能这样做',
  findings: '有问题需要先处理',
  conflict: '与已有的内容冲突',
  'no-page': '没有这个页面',
  method: '这里只能查看',
  'wrong-host': '请从本机地址访问',
  'bad-request': '看不懂这个请求',
  fault: '程序出错了',
};

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** Names the request in the log. */
  readonly request: string;
  readonly findings: readonly Finding[];
}

const isDoorCode = (code: ProblemCode): code is DoorCode => code in doorStatus;

export function problemOf(code: ProblemCode, findings: readonly Finding[], request: string, detail?: string): Problem {
  return {
    type: `urn:baocaitong:problem:${code}`,
    title: titles[code],
    status: isDoorCode(code) ? doorStatus[code] : statusOf[code],
    detail: detail ?? findings.map((finding) => finding.message).join('；'),
    code,
    request,
    findings,
  };
}
