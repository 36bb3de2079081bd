/** Items shown to all units as a model (优秀稿件). */
import type { SubmissionState } from '../submission/lifecycle.ts';

/** Only what the office uses is a model. */
export const mayBeModel = (state: SubmissionState): boolean => state === 'adopted' || state === 'scheduled' || state === 'published';
