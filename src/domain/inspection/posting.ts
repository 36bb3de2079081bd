/** Which fact comes out of a confirmed finding: a deduction, or a veto, for the responsible unit, on the day it was found, once. */
import { needsOf } from '../scoring/needs.ts';
import type { Rulebook } from '../scoring/rulebook.ts';

export const foundKey = (found: number): string => `inspection:${found}`;

/** A fact to be added for one unit. */
export interface FoundFact {
  readonly fact: 'deduction' | 'veto';
  readonly key: string;
  readonly unit: number;
  readonly on: string;
  /** A decimal, above zero; undefined where only the rulebook says what it costs. */
  readonly points?: string | undefined;
  /** The indicator. */
  readonly reason: string;
  readonly note: string;
  readonly evidence?: string | undefined;
}

/** The fact, where the settings gave the finding points or the rulebook of its day counts such facts; undefined where nobody would count it. */
export function foundFact(
  found: {
    readonly id: number;
    readonly unit: number;
    readonly foundOn: string;
    readonly veto: boolean;
    readonly points?: string | undefined;
    readonly indicatorName: string;
    readonly subjectName: string;
    readonly body: string;
    readonly link?: string | undefined;
  },
  rulebook: Rulebook | undefined,
): FoundFact | undefined {
  const fact = found.veto ? 'veto' : 'deduction';
  const pointed = found.points !== undefined && Number(found.points) > 0;
  const counted = rulebook !== undefined && needsOf([rulebook]).facts.includes(fact);
  if (!pointed && !counted) return undefined;
  return {
    fact,
    key: foundKey(found.id),
    unit: found.unit,
    on: found.foundOn,
    ...(pointed ? { points: found.points } : {}),
    reason: found.indicatorName,
    note: `${found.subjectName}：${found.body}`,
    ...(found.link === undefined ? {} : { evidence: found.link }),
  };
}
