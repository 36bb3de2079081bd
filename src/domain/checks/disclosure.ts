/** May it be public: the attribute decided (条例 Art. 13–16, 003: decided when the text is drafted), nothing secret, files and images described. */
import type { Finding } from '../outcome.ts';
import { imagesOf } from '../submission/rich-text.ts';
import { secrecyFindings } from '../submission/secrecy.ts';
import { disclosureNames } from '../submission/submission.ts';
import { writtenTexts } from '../submission/written-texts.ts';
import { type Check, fault, isEmpty } from './check.ts';

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
