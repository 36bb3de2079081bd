/** How long until a moment, in the largest units that matter. */
import { publicationWords } from '../../wording/zh-publication.ts';

const minute = 60_000;

export function untilText(iso: string, now: Date): string {
  const words = publicationWords.until;
  const minutes = Math.ceil((new Date(iso).getTime() - now.getTime()) / minute);
  if (minutes <= 0) return words.now;
  if (minutes < 60) return words.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.hours(hours, minutes % 60) : words.days(Math.floor(hours / 24), hours % 24);
}
