import { numberLines } from './document-numbers.ts';
import type { Check, DocumentView } from './document-view.ts';
import type { Finding } from './finding.ts';

const standard = 'GB/T 9704-2012第7.2.5条';
/** A number cited in the text, its year in other brackets: 国办发[2017]47号. */
const cited = /[\u4e00-\u9fff]{2,12}(?:[[【［（(])((?:19|20)\d{2})(?:[\]】］）)])第?\d{1,5}号/gu;

function citations(view: DocumentView): readonly Finding[] {
  return view.document.paragraphs.flatMap((text, paragraph) =>
    [...text.matchAll(cited)].flatMap(([printed]): readonly Finding[] => {
      if (printed.length >= text.trim().length) return [];
      const message = `第${paragraph + 1}段引用的“${printed}”，年份应当用六角括号“〔〕”括入（${standard}）。`;
      return [{ kind: 'document-number', severity: 'note', where: { paragraph }, stated: printed, message }];
    }),
  );
}

/** The document number is written as the standard has it: 代字〔2012〕4号; numbers cited in the text are only noted. */
export const documentNumberCheck: Check = {
  name: 'the document number is in order',
  find: (view: DocumentView) => [
    ...numberLines(view.document).flatMap(({ where, printed, expected, faults }): readonly Finding[] => {
      if (faults.length === 0) return [];
      const message = `发文字号“${printed}”不合规范：${faults.join('，')}，应为“${expected}”（${standard}）。`;
      return [{ kind: 'document-number', severity: 'warning', where, stated: printed, expected, message }];
    }),
    ...citations(view),
  ],
};
