/** The list of checks, and how a site's settings weigh what they find. */
import type { CheckCode, CheckMode } from '../organisation/settings.ts';
import { checkCodes } from '../organisation/settings.ts';
import type { Finding } from '../outcome.ts';
import { type Check, type CheckContext, fault, type SimilarText } from './check.ts';
import { bodyCheck, contactCheck, kindFieldsCheck, reviewersCheck, sectionCheck, signerCheck, titleCheck } from './complete.ts';
import { attachmentsCheck, disclosureCheck, imageAltCheck, secrecyDeclaredCheck, secrecyMarkCheck } from './disclosure.ts';
import {
  burstCheck,
  dailyCapCheck,
  equalTitleCheck,
  eventDateCheck,
  freshCheck,
  monthEndCheck,
  textDatesCheck,
  vagueDateCheck,
} from './fresh.ts';
import { jointUnitsCheck } from './joint.ts';

/** What the wording engine found is weighed here; the finding of a list of forbidden words is an error, of a habit a warning. */
const wordingCheck: Check = {
  code: 'wording',
  sets: ['submit', 'review', 'publish'],
  run: ({ wording }) => wording.map((finding) => ({ ...finding, code: 'wording' })),
};
/** Who was first, when, and with what; where that may not be read, only that there is something. */
const likeWhat = ({ title, unitName, on, earlier }: SimilarText): string =>
  `${unitName ?? '其他单位'} ${on} ${earlier ? '先报' : '后报（本件在先）'}的${title === null ? '一件' : `“${title}”`}`;

const similarCheck: Check = {
  code: 'similar',
  sets: ['submit'],
  run: ({ similar }) =>
    similar.map((one) =>
      fault(
        'similar',
        'body',
        `与${likeWhat(one)}有 ${Math.floor(one.similarity * 100)}% 相近，请核对是否重复`,
        one.earlier ? 'error' : 'note',
      ),
    ),
};

/** A check for every code; one that is missing does not compile. */
const byCode: Readonly<Record<CheckCode, Check>> = {
  'secrecy-declared': secrecyDeclaredCheck,
  'secrecy-mark': secrecyMarkCheck,
  title: titleCheck,
  body: bodyCheck,
  section: sectionCheck,
  'kind-fields': kindFieldsCheck,
  contact: contactCheck,
  signer: signerCheck,
  reviewers: reviewersCheck,
  'event-date': eventDateCheck,
  fresh: freshCheck,
  'vague-date': vagueDateCheck,
  'text-dates': textDatesCheck,
  burst: burstCheck,
  'month-end': monthEndCheck,
  'daily-cap': dailyCapCheck,
  'equal-title': equalTitleCheck,
  disclosure: disclosureCheck,
  attachments: attachmentsCheck,
  'image-alt': imageAltCheck,
  'joint-units': jointUnitsCheck,
  wording: wordingCheck,
  similar: similarCheck,
};
export const checks: readonly Check[] = checkCodes.map((code) => byCode[code]);

/**
 * Runs the checks of the context's set. Gives their findings in the order of the list, weighed by the settings: what stops is of
 * level error, `warn` makes errors warnings, `note` makes all notes, `off` leaves the check out. Every finding bears its check's code.
 */
export function runChecks(context: CheckContext): readonly Finding[] {
  return checks
    .filter(({ code, sets }) => sets.includes(context.set) && context.settings.checks[code] !== 'off')
    .flatMap(({ code, run }) =>
      run(context).map((finding) => ({ ...finding, level: weighed(finding.level, context.settings.checks[code]) })),
    );
}

function weighed(level: Finding['level'], mode: CheckMode): Finding['level'] {
  if (mode === 'note') return 'note';
  return mode === 'warn' && level === 'error' ? 'warning' : level;
}

/** The findings that stop a step. */
export const blockingOf = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ level }) => level === 'error');
