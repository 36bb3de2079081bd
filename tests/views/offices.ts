// The demo offices in a world of their own, as the demo builds them: set up, imported, with their rulebooks and bulletins.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../../src/actions/action.ts';
import { perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { draftBulletin } from '../../src/actions/draft-bulletin.ts';
import { issueBulletin } from '../../src/actions/issue-bulletin.ts';
import { importFile } from '../../src/cli/import.ts';
import { setUpFrom } from '../../src/cli/site.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { openKeyFile } from '../../src/engines/key-file.ts';
import { createPasswords } from '../../src/engines/passwords.ts';
import { fillTemplate } from '../../src/engines/template.ts';
import { totpStep } from '../../src/engines/totp.ts';
import { testTools, type World } from '../support/world.ts';

const DEMO = join(import.meta.dirname, '../../assets/demo');

export const offices = ['chengzhong-2018-03', 'neimenggu-2011', 'ordos-2020q2', 'zhalantun-2023q1'] as const;
export type OfficeId = (typeof offices)[number];

const readDemo = (office: OfficeId, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(DEMO, office, file), 'utf8')) as Record<string, unknown>;

export const periodOf = (office: OfficeId): { readonly from: string; readonly to: string } =>
  readDemo(office, 'site.json')['period'] as { from: string; to: string };

/** Real argon2id, as cheap as it gets. */
const passwords = createPasswords({ memoryKib: 64, passes: 1 });
const keyFolder = mkdtempSync(join(tmpdir(), 'bct-key-'));
process.once('exit', () => rmSync(keyFolder, { recursive: true, force: true }));
export const testKeys = openKeyFile(join(keyFolder, 'key.json'));

/** A platform on the world's database, with a clock of the test's own. */
export function platformOf(world: World, now: () => Date = () => new Date()): Platform {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { seal, open } = testKeys;
  return {
    pool: world.database.pool,
    tools: {
      fillTemplate,
      sha256,
      cleanBody: testTools.cleanBody,
      ...passwords,
      seal,
      open,
      totpStep,
      proofreader: testTools.proofreader,
      randomBytes,
    },
    now,
  };
}

export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.findings.map((finding) => `${finding.where ?? ''} ${finding.message}`).join('; '));
}

/** Site, units, rulebook and facts of an office; nothing issued yet. */
export async function buildOffice(platform: Platform, office: OfficeId): Promise<void> {
  accepted(await setUpFrom(platform, terminalActor, readDemo(office, 'site.json')));
  accepted(await perform(platform, terminalActor, adoptRulebook, { site: office, rulebook: readDemo(office, 'rulebook.json') }));
  accepted(await importFile(platform, terminalActor, { file: join(DEMO, office, 'facts.csv'), site: office }));
}

const explanations = new Set(['figures', 'notes', 'attachmentTitles', 'praise']);

/** Drafts and issues the office's bulletin; gives its number among the site's bulletins. */
export async function issueOffice(platform: Platform, office: OfficeId, corrects?: number): Promise<number> {
  const body = Object.fromEntries(Object.entries(readDemo(office, 'bulletin.json')).filter(([key]) => !explanations.has(key)));
  if (corrects !== undefined) delete body['documentNumber'];
  const draft = accepted(
    await perform(platform, terminalActor, draftBulletin, {
      site: office,
      ...periodOf(office),
      body,
      ...(corrects === undefined ? {} : { corrects }),
    }),
  );
  accepted(await perform(platform, terminalActor, issueBulletin, { site: office, ...draft }));
  return draft.bulletin;
}
