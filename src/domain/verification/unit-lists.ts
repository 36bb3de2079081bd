import { squeeze } from './figures.ts';
import { looksLikeUnit, type UnitNames } from './unit-names.ts';

/** Units that a sentence names one after the other. */
export interface UnitList {
  readonly paragraph: number;
  readonly names: readonly string[];
}

/** Said of units that reported much or well: these must have figures. */
const praises =
  /表扬|表彰|嘉奖|奖励|肯定|质量[较最]?高|质量[较很]?好|[较最]好|较多|较高|突出|前列|领先|居前|靠前|位居|位列|名列|排名?前|前[三五十两二四六八\d]+名?|先进|优秀|优胜|较快|积极|[一二三]等奖/u;
/** Said of units that have no figures here. */
const apart = /独立网站|自有网站|不再统计|不列入|未列|不参与|零报送|未报送|未上报|没有报送|没有上报|为零|未采用|未被采/u;

const leading = /^.*(?:其中|分别是|分别为|依次为|依次是|包括|给予|[对向如有是为由即])(?=[\u4e00-\u9fff]{2,})/u;
const trailing =
  /(?:等|报送|上报|信息|采用|采纳|投稿|发布|的|工作|位居|位列|名列|排名|排在|列第|予以|给予|表现|在|成绩|得分|完成|居|被|获|荣|质量|较|做|共|均|都|分别|\d|[一二两三四五六七八九十]+(?:个|家)|积极|重视|能够|能|进步|受到|数量|总分|名次|高质量|认真|按时|及时|继续|提出|进行|通报|表扬|加以|作为|遥遥|稳居|进入|跻身).*$/u;

/** The name with which the last item of a list begins; the sentence goes on behind it. */
function lastName(item: string, known: UnitNames): string {
  const begins = known.beginning(item);
  const before = item.replace(trailing, '');
  const ends = Array.from(before, (_, at) => before.slice(0, at + 1)).findLast(looksLikeUnit);
  const cut = looksLikeUnit(before) ? before : (ends ?? before);
  // 市住建局 is no beginning of 市住建局机关党委
  return begins !== undefined && (cut.length <= begins.length || !looksLikeUnit(cut)) ? begins : cut;
}

function namesIn(segment: string, known: UnitNames): readonly string[] {
  const items = segment.split('、');
  return items.flatMap((item, at): readonly string[] => {
    const front = at === 0 && !known.has(item) ? item.replace(leading, '') : item;
    const whole = at === items.length - 1 ? lastName(front, known) : front;
    if (known.has(whole) || !/[和及与]/u.test(whole)) return [whole];
    const parts = whole.split(/以及|[和及与]/u);
    // 发展和改革委员会 is one name, 甲局和乙局 are two
    return parts.every(looksLikeUnit) ? parts : [whole];
  });
}

/** The lists of units that paragraphs praise; every list holds two names at least. */
export function unitLists(paragraphs: readonly string[], skip: ReadonlySet<number>, known: UnitNames): readonly UnitList[] {
  return paragraphs.flatMap((text, paragraph) => {
    if (skip.has(paragraph) || !text.includes('、')) return [];
    const sentences = squeeze(text).split(/[。;；!！?？]/u);
    return sentences.flatMap((sentence): readonly UnitList[] => {
      if (!praises.test(sentence) || apart.test(sentence)) return [];
      return sentence
        .split(/[,，:：()（）]/u)
        .filter((segment) => segment.includes('、'))
        .map((segment) => ({ paragraph, names: namesIn(segment, known).filter(looksLikeUnit) }))
        .filter(({ names }) => names.length >= 2);
    });
  });
}
