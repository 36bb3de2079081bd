/** The office receives an item for the first time (报送): what is written with the step that brings it there. */

import { submissionFact } from '../domain/adoption/posting.ts';
import { creditShares } from '../domain/adoption/shares.ts';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import type { CheckedSubmission } from './submission-checks.ts';
import type { StepFact, SubmissionChanges } from './submission-step.ts';

/**
 * Its fact, a row for each unit, on the day it comes in (also where it was on paper before: nobody reports into a past month). Nothing
 * where the office has had it before.
 */
export function receiptOf(
  item: CheckedSubmission,
  now: Date,
): { readonly changes: SubmissionChanges; readonly facts: readonly StepFact[] } {
  if (item.submittedAt) return { changes: {}, facts: [] };
  const given = creditShares({ units: item.units, shares: item.text.content.shares }, []);
  const shares = given.ok ? given.value : item.units.map((unit, index) => ({ unit, top: 1, bottom: item.units.length, lead: index === 0 }));
  const { key, ...fact } = submissionFact(
    { submission: item.id, kind: item.kind, eventOn: item.eventOn },
    shares,
    dayText(dayAt(now.getTime())),
  );
  const facts = shares.map(
    ({ unit, top, bottom, lead }): StepFact => ({
      fact: fact.fact,
      unit,
      on: fact.on,
      sourceKey: key,
      ...(fact.eventOn === undefined ? {} : { eventOn: fact.eventOn }),
      ...(fact.kind === undefined ? {} : { kind: fact.kind }),
      top,
      bottom,
      lead,
      joint: shares.length > 1,
    }),
  );
  return { changes: { submittedAt: now }, facts };
}
