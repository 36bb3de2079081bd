/** What the lifecycle asks, from an item as it is loaded and the person who acts. */
import type { Finding } from '../outcome.ts';
import type { Requirement, SubmissionSituation, SubmissionState } from './lifecycle.ts';

/** The part of a loaded item that rules look at. */
export interface SituatedSubmission {
  readonly state: SubmissionState;
  readonly author?: number;
  readonly levels: number;
  readonly level: number;
  readonly signers: readonly number[];
  readonly adopter?: number;
  readonly urgentPublisher?: number;
  readonly claimedBy?: number;
  readonly ratify: boolean;
  /** When the office first received it. */
  readonly submittedAt?: Date;
  readonly settings: { readonly onePerson: boolean };
}

export interface SituationDetails {
  readonly reason?: string | undefined;
  /** Findings that stop this step. */
  readonly blocking?: readonly Finding[];
  /** A channel has to deliver what is published. */
  readonly delivered?: boolean;
}

/** The situation in which a person (undefined: the terminal, the program) acts on an item. */
export function situationFor(person: number | undefined, item: SituatedSubmission, details: SituationDetails = {}): SubmissionSituation {
  const { reason, blocking = [], delivered = false } = details;
  const lifted: readonly Requirement[] = item.settings.onePerson ? ['not-adopter'] : [];
  return {
    state: item.state,
    author: item.author,
    levels: item.levels,
    level: item.level,
    signers: item.signers,
    ratify: item.ratify,
    person,
    delivered,
    blocking,
    lifted,
    received: item.submittedAt !== undefined,
    ...(item.adopter === undefined ? {} : { adopter: item.adopter }),
    ...(item.urgentPublisher === undefined ? {} : { urgentPublisher: item.urgentPublisher }),
    ...(item.claimedBy === undefined ? {} : { claimedBy: item.claimedBy }),
    ...(reason === undefined ? {} : { reason }),
  };
}
