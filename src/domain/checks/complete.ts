/** Is everything there: title, body, section, what the kind asks for, whom to call, who signed for the unit. */
import { dayFrom } from '../calendar/day.ts';
import type { Finding } from '../outcome.ts';
import { imagesOf, plainText } from '../submission/rich-text.ts';
import { type Check, type CheckContext, fault, isEmpty } from './check.ts';

/** A title a list can show in one piece; GB/T 9704 sets none, offices ask for two lines. */
const LONGEST_TITLE = 60;

export const titleCheck: Check = {
  code: 'title',
  sets: ['submit', 'review', 'publish'],
  run: ({ title }) => {
    if (isEmpty(title)) return [fault('title', 'title', '还没有标题，请写明标题')];
    if (title.trim().length > LONGEST_TITLE)
      return [fault('title', 'title', `标题有 ${title.trim().length} 个字，建议不超过 ${LONGEST_TITLE} 个`, 'warning')];
    return [];
  },
};

export const bodyCheck: Check = {
  code: 'body',
  sets: ['submit', 'review', 'publish'],
  run: ({ body, kind, content }) => {
    if (plainText(body) !== '' || imagesOf(body).length > 0) return [];
    // An interview may be all questions and answers.
    if (kind === 'interview' && (content.interview?.transcript?.length ?? 0) > 0) return [];
    return [fault('body', 'body', '正文是空的，请写正文')];
  },
};

export const sectionCheck: Check = {
  code: 'section',
  sets: ['submit', 'review', 'publish'],
  run: ({ section }) => (section === undefined ? [fault('section', 'section', '还没有选栏目；不选的由编辑决定')] : []),
};

export const kindFieldsCheck: Check = {
  code: 'kind-fields',
  sets: ['submit', 'review', 'publish'],
  run: (context) => {
    if (context.kind === 'interpretation') return interpretationFindings(context);
    return context.kind === 'interview' ? interviewFindings(context) : [];
  },
};

const interpretationFindings = ({ content }: CheckContext): Finding[] =>
  isEmpty(content.policy?.title) ? [fault('kind-fields', 'content.policy.title', '政策解读要写明所解读的文件名称')] : [];

function interviewFindings({ content: { interview }, set }: CheckContext): Finding[] {
  const missing = (where: string, message: string): Finding => fault('kind-fields', `content.interview.${where}`, message);
  const findings: Finding[] = [];
  if (interview?.plannedOn === undefined) findings.push(missing('plannedOn', '在线访谈要写明访谈日期'));
  else if (dayFrom(interview.plannedOn) === undefined) findings.push(missing('plannedOn', `没有“${interview.plannedOn}”这一天`));
  if (!interview?.guests?.some(({ name }) => !isEmpty(name))) findings.push(missing('guests', '在线访谈要写明嘉宾'));
  if (!interview?.questions?.some((one) => !isEmpty(one))) findings.push(missing('questions', '在线访谈要有访谈提纲，请列出要问的问题'));
  if (set === 'publish' && !interview?.transcript?.some(({ said }) => !isEmpty(said)))
    findings.push(missing('transcript', '访谈实录还没有填，不能发布'));
  return findings;
}

export const contactCheck: Check = {
  code: 'contact',
  sets: ['submit'],
  run: ({ content }) => (isEmpty(content.phone) ? [fault('contact', 'content.phone', '请留联系电话，编辑有疑问时好找到您')] : []),
};

const namesIn = (text: string | undefined): string[] => (text ?? '').split(/[、，,；;\s]+/).filter((one) => one !== '');

/** 002's bulletin names units whose items nobody had checked: the unit's own signer is named, and is not the writer. */
export const signerCheck: Check = {
  code: 'signer',
  sets: ['submit'],
  run: ({ content: { signer, byline }, authorName }) => {
    const where = 'content.signer';
    if (isEmpty(signer)) return [fault('signer', where, '请写明本单位审核签发人')];
    const writers = [...namesIn(byline), ...(authorName === undefined ? [] : [authorName])];
    const same = namesIn(signer).find((name) => writers.includes(name));
    return same === undefined ? [] : [fault('signer', where, `审核签发人不能是作者本人（${same}）`)];
  },
};

/** Signatures are given by different people; where there are too few, the item would wait for ever. */
export const reviewersCheck: Check = {
  code: 'reviewers',
  sets: ['submit'],
  run: ({ levels, counts }) => {
    if (counts.reviewers >= levels) return [];
    const held = counts.reviewers === 0 ? '还没有审核人' : `只有 ${counts.reviewers} 位审核人`;
    return [fault('reviewers', 'unit', `本单位的稿件要经 ${levels} 级审核，除作者外${held}，请管理员补设后再报送`)];
  },
};
