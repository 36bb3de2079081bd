/** A bulletin put together from the tables: its figures and its document, as they would be issued now. */
import type pg from 'pg';
import { type BulletinBody, compose, type FillTemplate, usesReporting } from '../domain/bulletin/compose.ts';
import { type FrozenFigures, freeze } from '../domain/bulletin/figures.ts';
import { composeForwarding, type ForwardingBody, type ForwardingFigures, forwardingFigures } from '../domain/bulletin/forward.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { asRead, type OfficialDocument } from '../domain/document.ts';
import { readSettings, type SiteSettings } from '../domain/organisation/settings.ts';
import type { Scored } from '../domain/scoring/score.ts';
import type { KnownFigures } from '../domain/verification/known.ts';
import { ownFigures } from '../domain/verification/own-figures.ts';
import type { StoredBulletin } from './bulletins.ts';
import { loadReporting } from './reporting.ts';
import { scorePeriod } from './scoring.ts';
import { loadSettings } from './site-settings.ts';

export interface Composed {
  readonly figures: FrozenFigures | ForwardingFigures;
  readonly document: OfficialDocument;
  /** What verification need not guess of the document; absent where it wraps another office's. */
  readonly known?: KnownFigures;
}

export const isForwarding = (body: unknown): body is ForwardingBody => typeof body === 'object' && body !== null && 'forwards' in body;

/** Undefined where the site has no rulebook to score by. Throws TemplateError where a sentence is wrong. */
export async function composeBulletin(
  client: pg.ClientBase,
  site: string,
  bulletin: Pick<StoredBulletin, 'from' | 'to' | 'body'>,
  fill: FillTemplate,
): Promise<Composed | undefined> {
  if (isForwarding(bulletin.body)) {
    const figures = forwardingFigures(bulletin.body.forwards);
    return { figures, document: composeForwarding(bulletin.body, figures, fill) };
  }
  const body = bulletin.body as BulletinBody;
  const period = { from: dayFrom(bulletin.from) ?? 0, to: dayFrom(bulletin.to) ?? 0 };
  const found = await scorePeriod(client, site, period);
  if (!found) return undefined;
  const reporting = usesReporting(body) ? await loadReporting(client, site, period) : undefined;
  const settings = readSettings((await loadSettings(client, site))?.body);
  const zeroUnits = namedZeroUnits(found.scored, settings);
  const figures = { ...freeze(found.scored, body.areas), zeroUnits, ...(reporting ? { reporting } : {}) };
  const document = compose(body, figures, fill);
  return { figures, document, known: ownFigures(asRead(document), figures, found.scored, body.areas) };
}

/** Units without anything that a bulletin may name: none where the office does not name them, and never those with a site of their own. */
const namedZeroUnits = ({ zeroUnits }: Scored, { zeroReports: { naming, apart } }: SiteSettings): readonly string[] =>
  naming === 'named' ? zeroUnits.filter(({ key }) => !apart.includes(key)).map(({ name }) => name) : [];
