import { masked } from '../../text/privacy.ts';
import type { Placed } from './marks.ts';

/** What was found, as it is said once more: personal data is covered. */
export const shownText = ({ finding }: Pick<Placed, 'finding'>): string =>
  masked(finding.text, [{ ...finding, start: 0, end: finding.text.length }]);
