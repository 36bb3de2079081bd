/** Counts that a text names beside those of adopted and submitted items, and that no column of those can be held against. */

export type FigureMeaning = 'refused' | 'stale' | 'repeated' | 'above' | 'joint' | 'unreviewed' | 'burst';

const uses = '(?:采用|采纳|录用|刊用|刊发|采编|刊登|发布)';
const shapes: Readonly<Record<Exclude<FigureMeaning, 'above'>, RegExp>> = {
  refused: new RegExp(`未(?:予|被|能|获|得到)*${uses}|不予?${uses}|没有?(?:被|得到)?${uses}|退稿|退回|退件`, 'u'),
  stale: /时效|过时|过期|逾期|超期|不及时/u,
  repeated: /重复|雷同/u,
  joint: /联合|合报|共同报送/u,
  unreviewed: /[无未没](?:有|填写|添加|写明|经)*审[核签]/u,
  burst: /(?:集中|一次|一日)(?:报送|上报)/u,
};

const aboveWords = /上级|转报|省|自治区|国务院|国家|中央|新华|人民网|(?<!新)媒体/gu;
// 被…采用 names who used it; 信息被采用 does not
const usedBy = new RegExp(`被(?!${uses})([^，,；;。]+?)${uses}`, 'u');

/** Used by somebody else than the office, which its title or issuer names: 被上级政府网站采用, 省政府网站采用. */
function isAbove(phrase: string, office: string): boolean {
  const by = usedBy.exec(phrase)?.[1];
  return (by !== undefined && !office.includes(by)) || [...phrase.matchAll(aboveWords)].some(([word]) => !office.includes(word));
}

/**
 * What a phrase (a clause of the text, a column's title, a table's caption) counts besides; empty where it is the plain count.
 * `office` is the document's title and issuer: what a province's own site adopted is nothing above it.
 */
export function meaningsOf(phrase: string, office: string): readonly FigureMeaning[] {
  const plain = (Object.keys(shapes) as (keyof typeof shapes)[]).filter((meaning) => shapes[meaning].test(phrase));
  return isAbove(phrase, office) ? [...plain, 'above'] : plain;
}

/**
 * The clause in which a figure stands: the words before it since the last comma and those behind it up to the next, with the clause
 * before where that gives the reason (因内容重复，退回4条).
 */
export function clauseOf(words: string, after: string): string {
  const clauses = words.split(/[，,；;：:、（(]/u);
  const own = clauses.at(-1) ?? '';
  const before = clauses.at(-2) ?? '';
  const behind = /^[^，,；;：:、。（(）)\d]*/u.exec(after)?.[0] ?? '';
  const reason = /^(?:因|由于|鉴于)/u.test(before) && !/共|累计|总计|合计/u.test(own) ? before : '';
  return `${reason}${own}${behind.split(/其中|另/u)[0] ?? ''}`;
}
