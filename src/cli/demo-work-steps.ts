/** The words of the demo's stories, each one or a few actions of somebody at a moment. */
import type { AnyAction } from '../actions/action.ts';
import { adoptSubmission } from '../actions/adopt-submission.ts';
import { answerCommission } from '../actions/answer-commission.ts';
import { approveSubmission } from '../actions/approve-submission.ts';
import { claimAdoption } from '../actions/claim-adoption.ts';
import { claimSubmission } from '../actions/claim-submission.ts';
import { claimSubmissionReview } from '../actions/claim-submission-review.ts';
import { commentAsExpert } from '../actions/comment-as-expert.ts';
import { commentOnSubmission } from '../actions/comment-on-submission.ts';
import { confirmAdoption } from '../actions/confirm-adoption.ts';
import { confirmInstruction } from '../actions/confirm-instruction.ts';
import { correctSubmission } from '../actions/correct-submission.ts';
import { discardSubmission } from '../actions/discard-submission.ts';
import { draftSubmission } from '../actions/draft-submission.ts';
import { editSubmission } from '../actions/edit-submission.ts';
import { featureSubmission } from '../actions/feature-submission.ts';
import { inviteExpert } from '../actions/invite-expert.ts';
import { limitSubmissionAccess } from '../actions/limit-submission-access.ts';
import { markSubmissionUrgent } from '../actions/mark-submission-urgent.ts';
import { mergeSubmissions } from '../actions/merge-submissions.ts';
import { pinSubmissionRemark } from '../actions/pin-submission-remark.ts';
import { publishSubmission } from '../actions/publish-submission.ts';
import { publishSubmissionUrgently } from '../actions/publish-urgently-submission.ts';
import { ratifySubmission } from '../actions/ratify-submission.ts';
import { readAsExpert } from '../actions/read-as-expert.ts';
import { recallSubmission } from '../actions/recall-submission.ts';
import { recordInstruction } from '../actions/record-instruction.ts';
import { refuteAdoption } from '../actions/refute-adoption.ts';
import { rejectSubmission } from '../actions/reject-submission.ts';
import { reopenSubmission } from '../actions/reopen-submission.ts';
import { restoreSubmission } from '../actions/restore-submission.ts';
import { returnSubmission } from '../actions/return-submission.ts';
import { saveSubmission } from '../actions/save-submission.ts';
import { sendBackSubmission } from '../actions/send-back-submission.ts';
import { submitSubmission } from '../actions/submit-submission.ts';
import { unadoptSubmission } from '../actions/unadopt-submission.ts';
import { unmergeSubmission } from '../actions/unmerge-submission.ts';
import { unscheduleSubmission } from '../actions/unschedule-submission.ts';
import { withdrawSubmission } from '../actions/withdraw-submission.ts';
import type { Actor } from '../domain/permission.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import type { Dice } from './demo-work-dice.ts';
import type { Office } from './demo-work-office.ts';
import type { PlannedStory } from './demo-work-plan.ts';
import { localDay } from './demo-work-texts.ts';

/** Who plays which part in a story. */
export interface Cast {
  readonly author: number;
  readonly reviewers: readonly number[];
  readonly editor: number;
  /** Another editor or a head: signs off, confirms. */
  readonly second: number;
  readonly third: number;
}

/** How far a story has come. */
export interface Told {
  submission: number;
  version: number;
  state: string;
  /** Newest of each, for the step that follows on it. */
  adoption?: number;
  instruction?: number;
  expertCode?: string;
}

/** A story being told. */
export interface Telling {
  readonly office: Office;
  readonly story: PlannedStory;
  readonly cast: Cast;
  readonly dice: Dice;
  readonly told: Told;
  readonly others: (key: string) => Told;
  /** The text as its author has it before him. */
  readonly text: { title: string; body: string; readonly content: SubmissionContent };
  readonly at: Date;
  readonly sayings: Readonly<Record<string, readonly string[]>>;
  /** When what is set for later comes out. */
  readonly laterAt: Date;
}

type Step = (telling: Telling, ...said: readonly string[]) => Promise<void>;

const outletOf: Readonly<Record<string, readonly [outlet: string, address: string]>> = {
  市级: ['澜江市人民政府门户网站', 'http://www.lanjiang.example/zwdt/'],
  省级: ['省人民政府门户网站', 'http://www.province.example/news/'],
  媒体: ['澜江日报', '澜江日报第3版'],
};

/** Does a step of the item in the version that is known, and knows it in the next. */
async function step(telling: Telling, who: number, action: AnyAction, more: object = {}): Promise<void> {
  const { office, told, at } = telling;
  const input = { site: office.site, submission: told.submission, version: told.version, ...more };
  Object.assign(told, stepped(await office.act(who, at, action, input)));
}

const stepped = ({ submission, version, state }: Told): Told => ({ submission, version, state });

/** Something beside the item, which stays in its version. */
const beside = <T>({ office, told, at }: Telling, who: number | Actor, action: AnyAction, more: object): Promise<T> =>
  office.act<T>(who, at, action, { site: office.site, submission: told.submission, ...more });

const stepOf =
  (part: 'author' | 'editor' | 'second' | 'third', action: AnyAction, more?: (said: readonly string[], telling: Telling) => object): Step =>
  (telling, ...said) =>
    step(telling, telling.cast[part], action, more?.(said, telling));

const idIn = (names: ReadonlyMap<string, number>, name: string): number => {
  const id = names.get(name);
  if (id === undefined) throw new Error(`the demo office has no ${name}`);
  return id;
};

const usualForms = ['文字', '文字', '图文', '简讯'] as const;

/** The county's own site; what is good also goes into its journal. */
function outlets({ office, story }: Telling, form: string | undefined): object {
  const own = { outlet: idIn(office.outlets, '云岭县人民政府门户网站'), section: idIn(office.sections, story.text.section) };
  const journal = { outlet: idIn(office.outlets, '云岭信息') };
  return { outlets: form === '头条' ? [{ ...own, form }, journal] : [{ ...own, ...(form === undefined ? {} : { form }) }] };
}

/** To its channel; before the office had any, pages were put up by hand. */
function channels({ office, story }: Telling): object {
  return { channels: office.channels.size === 0 ? [] : [idIn(office.channels, story.channel ?? '门户网站')] };
}

const draft: Step = async (telling) => {
  const { office, story, cast, at, text } = telling;
  const made = await office.act<Told>(cast.author, at, draftSubmission, {
    site: office.site,
    unit: idIn(office.units, story.unit),
    title: text.title,
    body: text.body,
    content: text.content,
    kind: story.text.kind ?? 'news',
    section: idIn(office.sections, story.text.section),
    eventOn: localDay(story.eventOn).text,
    disclosure: 'proactive',
    jointIds: story.joint.map((unit) => idIn(office.units, unit)),
    ...(story.paper ? { paperOn: localDay(new Date(story.eventOn.getTime() + 86_400_000)).text } : {}),
  });
  Object.assign(telling.told, stepped(made));
};

/** What a writer does with a text that came back, or overnight: a sentence more. */
const addition = [
  '相关数据已经业务股室核对。',
  '具体咨询方式可以在县政府门户网站“政务公开”栏目查询。',
  '办理情况将按月公布，接受群众监督。',
  '有关单位将定期回访，听取群众意见。',
  '后续进展将及时向社会公布。',
];

const save: Step = async (telling) => {
  const { text, dice } = telling;
  text.body += `<p>${dice.pick(addition)}</p>`;
  await step(telling, telling.cast.author, saveSubmission, { body: text.body });
};

/** An editor cuts what leads away from the matter, the last paragraph but one; a short text gets its source. */
const edit: Step = async (telling) => {
  const { text } = telling;
  const paragraphs = text.body.match(/<p>(?!<img).*?<\/p>/g) ?? [];
  const aside = paragraphs.length > 3 ? paragraphs.at(-2) : undefined;
  text.body = aside === undefined ? `${text.body}<p>（本网综合）</p>` : text.body.replace(aside, '');
  await step(telling, telling.cast.editor, editSubmission, { body: text.body });
};

const correct: Step = async (telling, reason = '') => {
  const { text } = telling;
  text.body += `<p>（更正：${reason}）</p>`;
  await step(telling, telling.cast.second, correctSubmission, { body: text.body, reason });
};

async function approve(telling: Telling, levels: number): Promise<void> {
  const { cast, told, dice, sayings } = telling;
  for (let left = levels; left > 0 && told.state === 'in-review'; left -= 1) {
    const reviewer = cast.reviewers[levels - left];
    if (reviewer === undefined) throw new Error(`${telling.story.key}: nobody is left to approve`);
    await step(telling, reviewer, approveSubmission, { opinion: dice.pick(sayings['审核'] ?? ['同意。']) });
  }
}

const merge: Step = async (telling, keys = '') => {
  const { office, told, cast, at } = telling;
  const others = keys.split(',').map(telling.others);
  const seen = ({ submission, version }: Told) => ({ submission, version });
  const merged = await office.act<{ lead: Told; items: readonly Told[] }>(cast.editor, at, mergeSubmissions, {
    site: office.site,
    lead: seen(told),
    items: others.map(seen),
  });
  Object.assign(told, stepped(merged.lead));
  for (const [index, other] of others.entries()) Object.assign(other, stepped(merged.items[index] as Told));
};

const unmerge: Step = async (telling, key = '', reason = '') => {
  const { office, told, cast, at } = telling;
  const other = telling.others(key);
  const { submission, version } = other;
  Object.assign(other, stepped(await office.act(cast.editor, at, unmergeSubmission, { site: office.site, submission, version, reason })));
  // Taking one out moves the lead as well.
  told.version += 1;
};

const claimAbove: Step = async (telling, level = '市级') => {
  const [outlet = '', address = ''] = outletOf[level] ?? [];
  const evidence = address.startsWith('http') ? `${address}${telling.told.submission}.html` : address;
  const { adoption } = await beside<{ adoption: number }>(telling, telling.cast.editor, claimAdoption, {
    outlet: idIn(telling.office.outlets, outlet),
    on: localDay(telling.at).text,
    evidence,
  });
  telling.told.adoption = adoption;
};

const instruct: Step = async (telling, level = '县领导') => {
  const { instruction } = await beside<{ instruction: number }>(telling, telling.cast.editor, recordInstruction, {
    leader: level === '县领导' ? '常务副县长' : '市政府秘书长',
    level,
    on: localDay(telling.at).text,
    text: '做法很实在，请有关单位学习借鉴。',
    evidence: `办文单〔${localDay(telling.at).year}〕${telling.told.submission}号`,
  });
  telling.told.instruction = instruction;
};

const ofAdoption =
  (action: AnyAction, reason?: true): Step =>
  async ({ office, told, cast, at }, said) => {
    const input = { site: office.site, adoption: told.adoption, version: 1, ...(reason ? { reason: said } : {}) };
    await office.act(cast.second, at, action, input);
  };

const confirmOfInstruction: Step = async ({ office, told, cast, at }) => {
  await office.act(cast.second, at, confirmInstruction, { site: office.site, instruction: told.instruction, version: 1 });
};

const remark =
  (part: 'author' | 'editor'): Step =>
  async (telling, body) => {
    await beside(telling, telling.cast[part], commentOnSubmission, { body });
  };

const pin: Step = async (telling, body) => {
  const made = await beside<{ remark: number }>(telling, telling.cast.editor, commentOnSubmission, { body });
  await beside(telling, telling.cast.editor, pinSubmissionRemark, { remark: made.remark });
};

/** Outsiders have no account: the link is all they hold. */
const expertDoor = '203.0.113.7';
const stranger: Actor = { name: '访客', grants: [{ role: 'visitor' }] };

const expertLink: Step = async (telling, name) => {
  const { code } = await beside<{ code: string }>(telling, telling.cast.editor, inviteExpert, { name, days: 14 });
  telling.told.expertCode = code;
};

const expertComment: Step = async ({ office, told, at }, body) => {
  const asks = { site: office.site, code: told.expertCode, address: expertDoor };
  await office.act(stranger, at, readAsExpert, asks);
  await office.act(stranger, at, commentAsExpert, { ...asks, body });
};

/** The item is for a commission. */
const answer: Step = async ({ office, story, told, cast, at }, key) => {
  const task = idIn(office.commissions, `${key} ${story.unit}`);
  await office.act(cast.author, at, answerCommission, { site: office.site, task, version: 1, submission: told.submission });
};

const reasonOnly = ([reason]: readonly string[]): object => ({ reason });

export const steps: Readonly<Record<string, Step>> = {
  draft,
  answer,
  save,
  submit: stepOf('author', submitSubmission),
  recall: stepOf('author', recallSubmission),
  discard: stepOf('author', discardSubmission),
  restore: stepOf('author', restoreSubmission),
  urge: stepOf('author', markSubmissionUrgent, ([reason]) => ({ urgent: true, reason })),
  approve: (telling) => approve(telling, telling.cast.reviewers.length),
  'approve-one': (telling) => approve(telling, 1),
  'claim-review': (telling) => step(telling, telling.cast.reviewers[0] ?? 0, claimSubmissionReview),
  return: (telling, reason) => step(telling, telling.cast.reviewers[0] ?? 0, returnSubmission, { reason }),
  claim: stepOf('editor', claimSubmission),
  edit,
  'send-back': stepOf('editor', sendBackSubmission, reasonOnly),
  adopt: stepOf('editor', adoptSubmission, ([form], telling) => ({
    ...outlets(telling, form ?? telling.dice.pick(usualForms)),
    opinion: telling.dice.pick(telling.sayings['采用'] ?? ['采用。']),
  })),
  reject: stepOf('editor', rejectSubmission, ([reasonCode, reason]) => ({ reasonCode, reason })),
  reopen: stepOf('editor', reopenSubmission, reasonOnly),
  unadopt: stepOf('editor', unadoptSubmission, reasonOnly),
  merge,
  unmerge,
  publish: stepOf('second', publishSubmission, (_, telling) => channels(telling)),
  'publish-later': stepOf('second', publishSubmission, (_, telling) => ({ ...channels(telling), at: telling.laterAt.toISOString() })),
  'publish-urgently': stepOf('second', publishSubmissionUrgently, ([reason], telling) => ({
    ...channels(telling),
    ...outlets(telling, undefined),
    reason,
  })),
  ratify: stepOf('third', ratifySubmission),
  unschedule: stepOf('second', unscheduleSubmission, reasonOnly),
  correct,
  withdraw: stepOf('second', withdrawSubmission, reasonOnly),
  'claim-above': claimAbove,
  'confirm-above': ofAdoption(confirmAdoption),
  'refute-above': ofAdoption(refuteAdoption, true),
  instruct,
  'confirm-instruction': confirmOfInstruction,
  model: stepOf('editor', featureSubmission, ([comment]) => ({ comment })),
  'remark@author': remark('author'),
  'remark@editor': remark('editor'),
  'pin@editor': pin,
  'expert-link': expertLink,
  'expert-comment': expertComment,
  limit: stepOf('editor', limitSubmissionAccess, (_, { cast }) => ({ people: [cast.editor, cast.second, ...cast.reviewers] })),
};
