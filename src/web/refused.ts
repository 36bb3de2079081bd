/** A «no» from the server, or from the line to it: one shape for dialogs, forms and lists. */
import type { Finding } from '../domain/outcome.ts';
import { zh } from './wording/zh.ts';

export class Refused extends Error {
  override readonly name = 'Refused';
  /** The problem's code: a refusal code of the domain, one of the door, or `unreachable`, `interrupted`. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** A few words; `message` is the sentence under it. */
  readonly title: string;
  readonly findings: readonly Finding[];
  /** Seconds to wait before asking again, where the server says so. */
  readonly wait: number | undefined;
  /** Names the request in the server's log. */
  readonly request: string | undefined;
  /** What one needs to go on: the present text, where somebody was faster. */
  readonly beside: Readonly<Record<string, unknown>> | undefined;

  constructor(said: {
    readonly code: string;
    readonly status: number;
    readonly title: string;
    readonly detail: string;
    readonly findings?: readonly Finding[] | undefined;
    readonly wait?: number | undefined;
    readonly request?: string | undefined;
    readonly beside?: Readonly<Record<string, unknown>> | undefined;
  }) {
    super(said.detail || said.title);
    this.code = said.code;
    this.status = said.status;
    this.title = said.title;
    this.findings = said.findings ?? [];
    this.wait = said.wait;
    this.request = said.request;
    this.beside = said.beside;
  }
}

/** What a failed answer says, whether it is a problem document or something else on the way. */
export function refusedFrom(status: number, text: string, header: (name: string) => string | null): Refused {
  const wait = Number(header('retry-after') ?? Number.NaN);
  const said = problemIn(text);
  return new Refused({
    code: said?.code ?? (status >= 500 ? 'fault' : 'refused'),
    status,
    title: said?.title ?? zh.client.failed,
    detail: said?.detail ?? zh.client.failedWith(status),
    findings: said?.findings,
    wait: Number.isFinite(wait) ? wait : undefined,
    request: said?.request,
    beside: said?.beside,
  });
}

interface ProblemDocument {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly request?: string;
  readonly findings?: readonly Finding[];
  readonly beside?: Readonly<Record<string, unknown>>;
}

function problemIn(text: string): ProblemDocument | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Anything thrown, as a refusal that can be shown; faults of the pages themselves are thrown on. */
export function asRefused(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown;
  throw thrown;
}
