/** What the demo office keeps of its own about wording, the night on which published texts were looked through, and what it made of that. */

import type { AnyAction, Platform } from '../actions/action.ts';
import { addWording } from '../actions/add-wording.ts';
import { confirmRescan } from '../actions/confirm-rescan.ts';
import { ignoreRescan } from '../actions/ignore-rescan.ts';
import { keepOfficeHolder } from '../actions/keep-office-holder.ts';
import { terminalActor } from '../domain/permission.ts';
import type { GivenEntry, GivenHolder } from '../domain/wording/entry.ts';
import { rescanFindings } from '../views/rescan-findings.ts';
import { toldOn } from './demo-work-changes.ts';
import { accepted, idOf, type Office, type WorkDoor } from './demo-work-office.ts';

/** As assets/demo-work/wording.json tells it. */
export interface DemoWording {
  readonly words: readonly GivenEntry[];
  readonly holders: readonly GivenHolder[];
}

/** Days before today. */
const keptOn = 40;
const rescannedOn = 1;

/** What falls on this day: words are kept in the morning; on the last night texts are looked through, and in the morning two places decided. */
export async function wordingOf(
  office: Office,
  platform: Platform,
  door: WorkDoor,
  { words, holders }: DemoWording,
  { day, now }: { readonly day: Date; readonly now: Date },
): Promise<void> {
  const at = (hours: number): Date => new Date(day.getTime() + hours * 3_600_000);
  const editor = idOf(office.people, 'editor');
  const act = (hours: number, action: AnyAction, more: object): Promise<unknown> =>
    office.act(editor, at(hours), action, { site: office.site, ...more });
  if (toldOn(day, keptOn, now)) {
    for (const word of words) await act(9, addWording, word);
    for (const holder of holders) await act(9.25, keepOfficeHolder, holder);
  }
  if (!toldOn(day, rescannedOn, now)) return;
  await door.rescan({ ...platform, now: () => at(2) });
  const seen = accepted(await rescanFindings(platform.pool, terminalActor, { site: office.site }), 'rescan-findings');
  const own = (word: string): boolean => words.some(({ find }) => word.includes(find));
  const wrong = seen.rows.find(
    ({ state, word, personal, correction }) => state === 'found' && !personal && correction !== null && !own(word),
  );
  const passed = seen.rows.find(({ state, word }) => state === 'found' && own(word));
  const chosen = ({ finding, version }: (typeof seen.rows)[number]) => ({ items: [{ finding, version }] });
  if (wrong) await act(9.5, confirmRescan, chosen(wrong));
  if (passed) await act(9.75, ignoreRescan, chosen(passed));
}
