/** Leads from a finding to the field it speaks of. */
import { submissionWords } from '../../wording/zh-submission.ts';

/** `content.attachments[0].description`, then `content.attachments[0]`, then `content.attachments`, then `content`. */
function* placesOf(where: string): Generator<string> {
  for (let place = where; place !== ''; place = place.replace(/(?:\.?[^.[\]]+|\[\d+\])$/, '')) yield place;
}

/** Focuses the field; false where the page has none for it (`unit`, for instance). */
export function jumpTo(where: string): boolean {
  for (const place of placesOf(where)) {
    const found = document.querySelector<HTMLElement>(`[data-where="${CSS.escape(place)}"]`);
    if (!found) continue;
    const folded = found.closest('details');
    if (folded) folded.open = true;
    const field = found.querySelector<HTMLElement>('[contenteditable="true"], input:not([type="file"]), textarea, select, input, button');
    (field ?? found).scrollIntoView({ block: 'center' });
    (field ?? found).focus({ preventScroll: true });
    return true;
  }
  return false;
}

/** The name of a finding's field. */
export const placeName = (where: string): string => {
  for (const place of placesOf(where)) {
    const name = submissionWords.fields[place.replace(/^content\./, '')];
    if (name !== undefined) return name;
  }
  return '';
};
