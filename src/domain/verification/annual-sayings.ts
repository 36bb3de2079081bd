/** What the text of an annual report says of the cells of its tables: 全年新收政府信息公开申请98件，上年结转9件. */

import { disputeColumns } from '../annual-report/disputes-table.ts';
import { type AnnualCell, annualCell } from '../annual-report/format.ts';
import { sentencesOf, type TextFigure } from './narrative-figures.ts';

/** A figure of the text, and the sums of cells that it may state: any of them will do. */
export interface Saying {
  readonly paragraph: number;
  /** The words before the figure, and the figure as printed. */
  readonly words: string;
  readonly value: number;
  readonly tolerance: number;
  readonly means: readonly (readonly AnnualCell[])[];
  /** Whether another figure would be a contradiction rather than another way of counting. */
  readonly strict: boolean;
}

interface Subject {
  readonly says: RegExp;
  /** Words of the same sentence without which it is about something else. */
  readonly about?: RegExp;
  readonly means: readonly (readonly AnnualCell[])[];
  readonly strict?: true;
}

const total = (...rows: readonly string[]): readonly AnnualCell[] => rows.map((row) => annualCell(row, 'total'));
const figure = (...rows: readonly string[]): readonly AnnualCell[] => rows.map((row) => annualCell(row, 'figure'));
const ofRequests = /公开申请|依申请公开|申请公开|信息公开/u;
const refused = ['Secret', 'Forbidden', 'Security', 'ThirdParty', 'Internal', 'Process', 'Enforcement', 'Inquiry'].map(
  (one) => `refused${one}`,
);
const unhandled = ['petition', 'repeated', 'publication', 'excessive', 'confirmation'];

const subjects: readonly Subject[] = [
  { says: /上一?年度?结转(?:的)?(?:政府信息公开)?(?:申请)?(?:共)?$/u, means: [total('carriedIn')], strict: true },
  { says: /结转(?:至|到)?下一?年度?(?:继续)?(?:办理)?(?:的)?(?:申请)?(?:共)?$/u, means: [total('carriedOut')], strict: true },
  {
    says: /(?:新收|收到|受理|接收|接到)[^，]{0,16}申请(?:共|共计|总数|数量)?(?:为)?$/u,
    about: ofRequests,
    means: [total('received'), total('received', 'carriedIn'), figure('received')],
    strict: true,
  },
  {
    says: /(?:办结|办理完毕|答复|办理)(?:[^，]{0,10}申请)?(?:共|共计)?$/u,
    about: ofRequests,
    means: [total('concluded'), figure('concluded'), figure('answered'), total('received'), total('received', 'carriedIn')],
    strict: true,
  },
  { says: /予以公开(?:的)?$/u, about: ofRequests, means: [total('disclosed'), figure('disclosed')] },
  { says: /部分公开(?:的)?$/u, about: ofRequests, means: [total('partlyDisclosed'), figure('partlyDisclosed')] },
  { says: /不予公开(?:的)?$/u, about: ofRequests, means: [total(...refused), figure('refused')] },
  { says: /无法提供(?:的)?$/u, about: ofRequests, means: [total('notHeld', 'notMade', 'unclear')] },
  { says: /不予处理(?:的)?$/u, about: ofRequests, means: [total(...unhandled)] },
  { says: /行政复议(?:案件|申请)?(?:共)?$/u, about: /信息公开/u, means: [total('review'), figure('reviews')] },
  { says: /行政诉讼(?:案件)?(?:共)?$/u, about: /信息公开/u, means: [total('suit', 'suitAfterReview'), figure('suits')] },
  {
    says: /(?:制发|制定|出台)(?:行政)?规范性文件$/u,
    means: [[annualCell('normative', 'made')], [annualCell('normative', 'newlyMade')], figure('madeNormative')],
  },
  { says: /废止(?:行政)?规范性文件$/u, means: [[annualCell('normative', 'abolished')]] },
  { says: /现行有效(?:的)?(?:行政)?规范性文件$/u, means: [[annualCell('normative', 'inForce')]] },
  { says: /行政许可(?:处理)?决定$/u, means: [[annualCell('permit', 'decisions')]] },
  { says: /行政处罚(?:处理)?决定$/u, means: [[annualCell('penalty', 'decisions')]] },
  { says: /主动公开(?:政府|政务)?信息(?:共|共计|总计|累计)?$/u, means: [figure('published')] },
];

/** Words of a part, of others, or of other years: the figure behind them is no total of this report. */
const otherwise =
  /其中|当面|网络|网上|在线|平台|信函|来信|邮|传真|自然人|法人|企业|个人|转办|上级|本级|机关|部门|乡镇|街道|单位|去年|历年|以来|月|季度|咨询|热线|信箱|提案|建议|留言|投诉|诉求|问题|来电|按时|及时|未/u;

const lastClause = ({ words }: TextFigure): string =>
  words
    .split(/[，,：:、（(]/u)
    .at(-1)!
    .replace(/^(?:20\d\d年度?|全年|年度|本年度?|今年|当年|共计?|累计|其中[:：]?)+/u, '');

/** The figures of the text that say what cells of the tables say too. */
export function annualSayings(paragraphs: readonly string[]): readonly Saying[] {
  return paragraphs.flatMap((text, paragraph) =>
    sentencesOf(text).flatMap((sentence) =>
      sentence.figures.flatMap((one): readonly Saying[] => {
        const clause = lastClause(one);
        const subject = subjects.find(({ says, about }) => says.test(clause) && (about?.test(sentence.text) ?? true));
        if (one.unit !== 'count' || one.included || subject === undefined || otherwise.test(one.words)) return [];
        const words = `${clause}${one.printed}`;
        return [{ paragraph, words, value: one.value, tolerance: one.tolerance, means: subject.means, strict: subject.strict === true }];
      }),
    ),
  );
}

/** A text that says there was nothing, of cells that then hold 0. */
export interface Denial {
  readonly paragraph: number;
  readonly words: string;
  readonly cells: readonly AnnualCell[];
}

const nothing = '(?:未|没有|无)(?:曾)?(?:收到|接到|受理|发生|产生|出现|涉及)?';
const noRequest = /(?:未|没有)(?:收到|接到|受理)[^，。；法人企业网当函]{0,14}(?:公开)?申请(?!行政)[^，。；]{0,4}$/u;
const noDispute = new RegExp(`${nothing}[^，。；]{0,24}(?:行政复议|行政诉讼)[^，。；]{0,10}$`, 'u');
const worse = /败诉|纠正|纠错|撤销|违法|被/u;

/** What the text denies: 未收到政府信息公开申请, 未发生行政复议、行政诉讼. */
export function annualDenials(paragraphs: readonly string[]): readonly Denial[] {
  const disputes = (row: string): readonly AnnualCell[] => disputeColumns.map(({ id }) => annualCell(row, id));
  return paragraphs.flatMap((text, paragraph) =>
    text
      .replace(/\s+/gu, '')
      .split(/[，。；,;]/u)
      .flatMap((words): readonly Denial[] => {
        if (words.length > 60 || /[局委办镇乡]未|部门|单位/u.test(words)) return [];
        if (noRequest.test(words))
          return [{ paragraph, words, cells: [annualCell('received', 'total'), annualCell('received', 'figure')] }];
        if (!noDispute.test(words) || worse.test(words)) return [];
        const cells = [
          ...(words.includes('行政复议') ? [...disputes('review'), annualCell('reviews', 'figure')] : []),
          ...(words.includes('行政诉讼') ? [...disputes('suit'), ...disputes('suitAfterReview'), annualCell('suits', 'figure')] : []),
        ];
        return [{ paragraph, words, cells }];
      }),
  );
}
