/** What proofreading says of an item, by its site's lists and settings. */
import type pg from 'pg';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import type { CheckSet } from '../domain/checks/check.ts';
import type { Finding } from '../domain/outcome.ts';
import { lookedText, notProofread, saidFindings, type WordingFinding, weighFindings } from '../domain/wording/item-findings.ts';
import { type Proofreader, ProofreaderFailed, type SiteWording } from '../domain/wording/proofreader.ts';
import type { CheckedSubmission } from './submission-checks.ts';
import { loadWording } from './wording.ts';

export interface WordingTools {
  readonly proofreader: Proofreader;
  readonly sha256: (text: string) => string;
}

/** What the site settles, out of the engine's hand or, where that is of another version, of the tables. */
export async function wordingOf(
  client: pg.ClientBase,
  tools: Pick<WordingTools, 'proofreader'> | undefined,
  { site, wordingVersion }: Pick<CheckedSubmission, 'site' | 'wordingVersion'>,
): Promise<SiteWording> {
  return tools?.proofreader.held(site, wordingVersion) ?? ((await loadWording(client, site)) as SiteWording);
}

export interface LookedItem {
  readonly item: CheckedSubmission;
  readonly set: CheckSet;
  readonly now: Date;
  readonly wording: SiteWording;
}

/** Undefined where it could not be done, which is nobody's fault who writes or decides. Asks nothing of the tables. */
export async function lookAt(
  tools: WordingTools | undefined,
  { item, set, now, wording }: LookedItem,
): Promise<readonly WordingFinding[] | undefined> {
  const { settings, text, ignored } = item;
  if (settings.checks.wording === 'off') return [];
  if (!tools) return undefined;
  const { proofreader, sha256 } = tools;
  const looked = lookedText(text);
  const on = item.eventOn ?? dayText(dayAt(now.getTime()));
  try {
    const findings = await proofreader.look(wording, looked.text, { point: settings.wording.point, on });
    const passedOver = new Set(ignored);
    const isIgnored = (key: string): boolean => passedOver.size > 0 && passedOver.has(sha256(key));
    return weighFindings(looked, findings, { settings: settings.wording, publishing: set === 'publish', isIgnored });
  } catch (fault) {
    if (fault instanceof ProofreaderFailed) return undefined;
    throw fault;
  }
}

/** As the checks take it. */
export const wordingSaid = (found: readonly WordingFinding[] | undefined): readonly Finding[] =>
  found ? saidFindings(found) : [notProofread];

/** May anything of it stop a step of this set? If not, whoever only asks for what stops need not look. */
export const wordingStops = ({ settings: { checks, wording } }: CheckedSubmission, set: CheckSet): boolean =>
  checks.wording === 'stop' && Object.values(wording.kinds).some((mode) => mode === 'stop' || (mode === 'publish' && set === 'publish'));

/** For an action: the lists first, if they are not at hand, then the text. */
export async function checkWording(
  client: pg.ClientBase,
  tools: WordingTools,
  item: CheckedSubmission,
  set: CheckSet,
  now: Date,
): Promise<readonly Finding[]> {
  if (item.settings.checks.wording === 'off') return [];
  return wordingSaid(await lookAt(tools, { item, set, now, wording: await wordingOf(client, tools, item) }));
}
