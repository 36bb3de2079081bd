/** An outlet as its page shows it. */
import type { Outlets } from '../../../views/outlets.ts';

export type ShownOutlet = Outlets['outlets'][number];
export type OutletKind = ShownOutlet['kind'];
