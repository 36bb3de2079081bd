/**
 * The machine that walks a life which is written down as data: may a step be taken and where does it lead, and which steps are open to
 * somebody as buttons. Every thing with a life of its own brings its table of steps, the names of its states, and what its requirements
 * ask; the life of a submission has more to it and walks by itself.
 */
import { accept, type Outcome, problem, refuse } from './outcome.ts';
import type { Capability } from './permission.ts';

/** One row of such a table. `To` may hold `stay`: the state does not change. */
export interface LifeStep<State extends string, Requirement extends string, To extends string = State> {
  readonly from: readonly State[];
  readonly to: To;
  readonly needs: Capability;
  /** `reason` among them: one is given. */
  readonly requires: readonly Requirement[];
  readonly label: string;
}

/** A step as a button shows it. */
export interface OpenLifeStep<Name extends string> {
  readonly step: Name;
  readonly label: string;
  readonly needsReason: boolean;
  /** Why it cannot be taken now, or not by this person, though it is open to somebody; absent where it can. */
  readonly barred?: string;
}

export interface Life<
  State extends string,
  Name extends string,
  Requirement extends string,
  Situation extends { readonly state: State },
  To extends string = State,
> {
  /** As a refusal begins: 这项采用. */
  readonly thing: string;
  readonly names: Readonly<Record<State, string>>;
  readonly steps: Readonly<Record<Name, LifeStep<NoInfer<State>, NoInfer<Requirement>, To>>>;
  /** What is said where a requirement is not met; undefined where it is. */
  readonly unmet: Readonly<Record<Requirement, (situation: Situation) => string | undefined>>;
}

/** The requirement `reason`, which most lives have. */
export const reasonMissing = ({ reason }: { readonly reason?: string | undefined }): string | undefined =>
  reason === undefined || reason.trim() === '' ? '请写明理由' : undefined;

/**
 * The next state; or refuses with all reasons: `wrong-state`, `conflict` where something else must be done first or another person must
 * act, `bad-input` where only the reason is missing.
 */
export function walkLife<
  State extends string,
  Name extends string,
  Requirement extends string,
  Situation extends { readonly state: State },
  To extends string,
>(
  { thing, names, steps, unmet }: Life<State, Name, Requirement, Situation, To>,
  step: Name,
  situation: Situation,
): Outcome<State | Exclude<To, 'stay'>> {
  const { from, to, label, requires } = steps[step];
  const { state } = situation;
  if (!from.includes(state)) return refuse('wrong-state', [problem('wrong-state', `${thing}${names[state]}，现在不能${label}`)]);
  const missing = requires.flatMap((one) => {
    const message = unmet[one](situation);
    return message === undefined ? [] : [problem(one, message, one === 'reason' ? 'reason' : undefined)];
  });
  if (missing.some(({ code }) => code !== 'reason')) return refuse('conflict', missing);
  if (missing.length > 0) return refuse('bad-input', missing);
  return accept(to === 'stay' ? state : (to as Exclude<To, 'stay'>));
}

/** The steps open in this situation to someone with these capabilities. A reason that is still to be given bars nothing. */
export function openLife<
  State extends string,
  Name extends string,
  Requirement extends string,
  Situation extends { readonly state: State },
  To extends string,
>(
  { steps, unmet }: Pick<Life<State, Name, Requirement, Situation, To>, 'steps' | 'unmet'>,
  situation: Situation,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<Name>[] {
  return (Object.keys(steps) as Name[]).flatMap((step) => {
    const { from, needs, requires, label } = steps[step];
    if (!from.includes(situation.state) || !holds(needs)) return [];
    const barred = requires
      .filter((one) => one !== 'reason')
      .map((one) => unmet[one](situation))
      .find((message) => message !== undefined);
    return [{ step, label, needsReason: requires.includes('reason' as Requirement), ...(barred === undefined ? {} : { barred }) }];
  });
}
