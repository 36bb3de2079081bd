/** May it be public: the attribute decided (条例 Art. 13–16, 003: decided when the text is drafted), nothing secret, files and images described. */
import type { Finding } from '../outcome.ts';
import { imagesOf, paragraphsOf } from '../submission/rich-text.ts';
import { secrecyFindings } from '../submission/secrecy.ts';
import { disclosureNames } from '../submission/submission.ts';
import { type Check, type CheckContext, fault, isEmpty } from './check.ts';

export const disclosureCheck: Check = {
  code: 'disclosure',
  sets: ['submit', 'review', 'publish'],
  run: ({ disclosure, content, set }) => {
    if (disclosure === undefined) return [fault('disclosure', 'disclosure', '请选定公开属性：主动公开、依申请公开或者不予公开')];
    if (disclosure !== 'proactive' && isEmpty(content.disclosureBasis))
      return [fault('disclosure', 'content.disclosureBasis', `${disclosureNames[disclosure]}要写明依据`)];
    if (disclosure !== 'proactive' && set === 'publish')
      return [fault('disclosure', 'disclosure', `这件的公开属性是${disclosureNames[disclosure]}，不能在网站发布`)];
    return [];
  },
};

export const secrecyDeclaredCheck: Check = {
  code: 'secrecy-declared',
  sets: ['submit', 'review', 'publish'],
  run: ({ content }) =>
    content.declaredNotSecret === true
      ? []
      : [fault('secrecy-declared', 'content.declaredNotSecret', '请确认已经过保密审查，并声明本件不涉密')],
};

/** Every text a person wrote into the item, with its field and what to call its place. */
function writtenTexts({ title, body, content }: CheckContext): { readonly text: string; readonly where: string; readonly place: string }[] {
  const { interview, attachments = [] } = content;
  return [
    { text: title, where: 'title', place: '标题' },
    ...paragraphsOf(body).map((text, index) => ({ text, where: 'body', place: `正文第 ${index + 1} 段` })),
    ...attachments.flatMap(({ name, description = '' }, index) =>
      [name, description].map((text) => ({ text, where: `content.attachments[${index}]`, place: `附件 ${index + 1}` })),
    ),
    ...(interview?.questions ?? []).map((text, index) => ({
      text,
      where: `content.interview.questions[${index}]`,
      place: `问题 ${index + 1}`,
    })),
    ...(interview?.transcript ?? []).map(({ said }, index) => ({
      text: said,
      where: `content.interview.transcript[${index}]`,
      place: `访谈实录第 ${index + 1} 条`,
    })),
  ];
}

/** Material with a mark of state secrets is not even saved. */
export const secrecyMarkCheck: Check = {
  code: 'secrecy-mark',
  sets: ['save', 'submit', 'review', 'publish'],
  run: (context): Finding[] => {
    const texts = writtenTexts(context);
    const found = secrecyFindings(
      texts.map(({ text }) => text),
      (index) => String(index),
    );
    return found.map(({ level, where, message }) => {
      const at = texts[Number(where)];
      return fault('secrecy-mark', at?.where ?? 'body', `${at?.place ?? ''}：${message}`, level);
    });
  },
};

export const attachmentsCheck: Check = {
  code: 'attachments',
  sets: ['submit', 'review', 'publish'],
  run: ({ content }) =>
    (content.attachments ?? []).flatMap(({ name, description }, index) =>
      isEmpty(description)
        ? [fault('attachments', `content.attachments[${index}].description`, `附件“${name}”没有说明，请写明它是什么`)]
        : [],
    ),
};

export const imageAltCheck: Check = {
  code: 'image-alt',
  sets: ['submit', 'review', 'publish'],
  run: ({ body }) =>
    imagesOf(body).flatMap(({ alt }, index) =>
      isEmpty(alt) ? [fault('image-alt', 'body', `第 ${index + 1} 张图片没有文字说明，看不见图片的人不知道是什么`)] : [],
    ),
};
