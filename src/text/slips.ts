/** Slips that only the words around them give away: a measure word beside its number, the first word in brackets. */
import { byPattern, instead, type TextRule } from './rule.ts';

const counted = '(?<=\\p{Script=Han} ?\\d{1,4} ?)';
/** What stands after a number instead of a measure word, before what it can only be this slip. */
const measures: readonly (readonly [slip: string, measure: string, next: string])[] = [
  // 5相比, 3相电, 2相关.
  [
    '相',
    '项',
    '(?=\\p{Script=Han})(?!相)(?![关比当应互对继同近邻距机位电反乘加等差遇交信符连接册片亲声约逢识处似助间伴传持隔向平容通框变纸])',
  ],
  ['偏', '篇', '(?=[，。、；]|信息|文章|报道|稿件|论文|调研)'],
  ['挑', '条', '(?=[，。、；]|信息|意见|建议)'],
  ['入', '人', '(?=[，。、；]|次[，。、；])'],
  ['明', '名', '(?=同志|干部|党员|学生|群众|代表|工作人员)'],
];

const base = { kind: 'typo', severity: 'error', at: 'strict', source: '现代汉语规范' } as const;

/** The rules of such slips. */
export const slipRules: readonly TextRule[] = [
  {
    ...base,
    id: 'slip-measure-word',
    message: '数字后面应为量词，请核对。',
    find: function* (text) {
      for (const [slip, measure, next] of measures) {
        const message = `数字后面的“${slip}”应为量词“${measure}”。`;
        yield* byPattern(new RegExp(`${counted}${slip}${next}`, 'gu'), () => ({ ...instead(measure), message }))(text);
      }
    },
  },
  {
    ...base,
    id: 'slip-including',
    message: '括号里列出其中的数，用“含”。',
    find: byPattern(/(?<=[（(])[函合](?=[^\d，。；：（）()\n]{2,12}\d{1,6}(?:条|件|个|人|家|户|项|篇|次|名|份|场|期))/gu, () =>
      instead('含'),
    ),
  },
];
