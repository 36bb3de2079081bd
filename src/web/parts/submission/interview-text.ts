/** What an interview holds, without its empty rows; undefined where nothing is filled in. */
import type { SubmissionContent } from '../../../domain/submission/submission.ts';

export function interviewOf({ interview }: SubmissionContent) {
  if (!interview) return undefined;
  const guests = (interview.guests ?? []).filter(({ name }) => name.trim() !== '');
  const questions = (interview.questions ?? []).filter((one) => one.trim() !== '');
  const transcript = (interview.transcript ?? []).filter(({ said }) => said.trim() !== '');
  const filled = interview.plannedOn !== undefined || guests.length + questions.length + transcript.length > 0;
  return filled ? { plannedOn: interview.plannedOn, guests, questions, transcript } : undefined;
}
