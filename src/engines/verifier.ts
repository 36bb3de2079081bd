/** What verification is given beside a document: a proofreader of what ships, certain of what it says, and the divisions. */
import { readFile } from 'node:fs/promises';
import { type DivisionFile, divisionsOf } from '../domain/verification/divisions.ts';
import type { VerifyOptions } from '../domain/verification/verify.ts';
import { nothingSettled, siteLook } from '../text/site-layers.ts';
import { readShippedRules } from './shipped-text.ts';

type Verifier = Required<Pick<VerifyOptions, 'proofread' | 'divisions'>>;
let opened: Promise<Verifier> | undefined;

async function open(): Promise<Verifier> {
  const divisions = JSON.parse(await readFile(new URL('../../assets/divisions/divisions.json', import.meta.url), 'utf8')) as DivisionFile;
  // lists, rules and protected phrases; the model of mistaken characters guesses, which verification must not
  const look = siteLook(await readShippedRules(), { site: '', version: '', ...nothingSettled });
  // no office holders are known, so the day does not matter
  return { proofread: (text) => look(text, 'strict', '2000-01-01'), divisions: divisionsOf(divisions) };
}

/** Reads what ships once per process; what it gives may be handed to `verify` as it is. */
export function openVerifier(): Promise<Verifier> {
  opened ??= open();
  return opened;
}
