/** A token as its list shows it. */
import type { DataOf } from '../../api.ts';

export type ShownToken = DataOf<'tokens'>['rows'][number];
