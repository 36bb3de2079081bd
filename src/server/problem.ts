/** Refusals, bad addresses and faults as responses: RFC 9457 for programs, a page for people. */
import type { Finding, Refusal, RefusalCode } from '../domain/outcome.ts';

/** A refusal code without a status does not compile. */
export const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  'bad-input': 400,
  'not-found': 404,
  forbidden: 403,
  'stale-version': 409,
  'wrong-state': 409,
  findings: 422,
  conflict: 409,
  'too-many': 429,
};

/** What the door itself says no to. */
export const doorStatus = {
  'signed-out': 401,
  'sign-in-refused': 401,
  'cross-site': 403,
  'past-proxy': 403,
  'no-page': 404,
  method: 405,
  'too-large': 413,
  'media-type': 415,
  'wrong-host': 421,
  'bad-request': 400,
  fault: 500,
  busy: 503,
} as const;
export type DoorCode = keyof typeof doorStatus;
export type ProblemCode = RefusalCode | DoorCode;

const titles: Readonly<Record<ProblemCode, string>> = {
  'bad-input': '内容不对',
  'not-found': '没有找到',
  forbidden: '没有权限',
  'stale-version': '内容已被别人改过',
  'wrong-state': '现在不能这样做',
  findings: '有问题需要先处理',
  conflict: '与已有的内容冲突',
  'signed-out': '请先登录',
  'sign-in-refused': '登录不成功',
  'cross-site': '请求不是从本平台的页面发出的',
  'past-proxy': '请从平台的网址访问',
  'no-page': '没有这个页面',
  method: '这里不接受这种请求',
  'too-large': '内容太大',
  'media-type': '内容的格式不对',
  'wrong-host': '请从平台的网址访问',
  'too-many': '请求太频繁',
  'bad-request': '看不懂这个请求',
  fault: '程序出错了',
  busy: '暂时忙不过来',
};

/** What to say where nobody says more. */
const details: Partial<Record<ProblemCode, string>> = {
  'signed-out': '您还没有登录，或者登录已经过期。',
  'cross-site': '改动数据的请求只能从本平台的页面发出；程序请用接口令牌（Authorization: Bearer）。',
  'past-proxy': '这台服务器只经由代理提供服务，请用办公室公布的网址。',
  'media-type': '请求的内容应为 application/json。',
  busy: '数据库暂时没有回应，请稍后再试。',
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
  /** What the asker needs to go on: the present text where somebody was faster. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

const isDoorCode = (code: ProblemCode): code is DoorCode => code in doorStatus;

const problemType = (code: ProblemCode): string => `urn:baocaitong:problem:${code}`;

export function problemOf(code: ProblemCode, findings: readonly Finding[], request: string, detail?: string): Problem {
  return {
    type: problemType(code),
    title: titles[code],
    status: isDoorCode(code) ? doorStatus[code] : refusalStatus[code],
    detail: detail ?? (findings.length > 0 ? findings.map((finding) => finding.message).join('；') : (details[code] ?? '')),
    code,
    request,
    findings,
  };
}

export function problemOfRefusal({ code, findings, beside }: Refusal, request: string): Problem {
  const problem = problemOf(code, findings, request);
  return beside === undefined ? problem : { ...problem, beside };
}
