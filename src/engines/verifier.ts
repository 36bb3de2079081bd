/** What verification is given beside a document: a proofreader of what ships, certain of what it says, and the divisions. */
import { readFile } from 'node:fs/promises';
import { type DivisionFile, divisionsOf } from '../domain/verification/divisions.ts';
import type { VerifyOptions } from '../domain/verification/verify.ts';
import { nothingSettled, siteLook } from '../text/site-layers.ts';
import { modelNames } from '../text/typos.ts';
import { readShippedRules, readTypos, shippedModel } from './shipped-text.ts';

type Verifier = Required<Pick<VerifyOptions, 'proofread' | 'divisions'>>;
let opened: Promise<Verifier> | undefined;

const divisionsFile = new URL('../../assets/divisions/divisions.json', import.meta.url);

const firstAsked = '现将各单位信息报送和采用情况通报如下，请认真总结经验，不断提高信息质量，有关情况及时报市人民政府办公室。\n';

async function open(): Promise<Verifier> {
  const [rules, model, divisions] = await Promise.all([readShippedRules(), shippedModel(), readFile(divisionsFile, 'utf8')]);
  const typos = await readTypos({ bytes: model, name: modelNames.shipped });
  const office = { site: '', version: '', ...nothingSettled };
  // the model knows sentences; of names and heads only lists and rules judge
  const [names, prose] = [siteLook(rules, office), siteLook({ ...rules, typos }, office)];
  // what is made when it is first asked is made here, so that no document waits for it
  for (const text of [firstAsked, firstAsked.repeat(6)]) prose(text, 'strict', '2000-01-01');
  return {
    // no office holders are known, so the day does not matter
    proofread: (text, inSentences) => (inSentences ? prose : names)(text, 'strict', '2000-01-01'),
    divisions: divisionsOf(JSON.parse(divisions) as DivisionFile),
  };
}

/** Reads what ships once per process; what it gives may be handed to `verify` as it is. */
export function openVerifier(): Promise<Verifier> {
  opened ??= open();
  return opened;
}
