/** How a task and the days left are shown. */
import type { TaskState } from '../../../domain/commission/lifecycle.ts';

export type Tone = 'moving' | 'waiting' | 'refused' | 'finished';

export const toneOfTask = (state: TaskState): Tone =>
  state === 'asked' ? 'waiting' : state === 'missed' || state === 'declined' ? 'refused' : openTone(state);
const openTone = (state: TaskState): Tone =>
  state === 'accepted' || state === 'gathering' || state === 'drafting' ? 'moving' : 'finished';

/** Amber where it is near, red where it has passed. */
export const toneOfDays = (days: number): Tone => (days < 0 ? 'refused' : days <= 2 ? 'waiting' : 'moving');
