/** By what an event is known in a text: days, names, numbers and the words of its title. Simple patterns; names may be handed in. */

/** Further than this nobody tells of anything new. */
const mostRead = 20_000;

/** A text as signs are looked for in it. */
export const plainOf = (text: string): string => text.slice(0, mostRead).normalize('NFKC').replace(/\s+/g, '');

const days = /(?<![\d.])(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/g;
/** Days as `月-日`, of a text as `plainOf` gives it: the year is rarely written. */
export const daysIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(days)].map(([, , month, day]) => `${Number(month)}-${Number(day)}`));

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范廖石金贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟';
const posts =
  '书记|县长|市长|区长|旗长|盟长|州长|省长|镇长|乡长|局长|主任|部长|院长|校长|厅长|主席|会长|秘书长|委员|队长|科长|处长|站长|所长|行长|专员|巡视员';
/** After a post a name has two or three characters, and nobody knows which: it is known by its first two. */
const afterPost = new RegExp(`(?:${posts})([${surnames}]\\p{Script=Han})`, 'gu');
const beforePost = new RegExp(`([${surnames}]\\p{Script=Han}{1,2}?)(?:副?(?:${posts}))`, 'gu');
/** A name goes before a post only where it begins: what ends a word before it is not part of it. */
const noName = /[县市区旗镇乡村省州局委府部院办党组支]/;
const quoted = /[《“"「](\p{Script=Han}[^《》“”"「」]{2,28})[》”"」]/gu;

/** Persons by surname and first character, and what stands in quotes. */
export function namesIn(text: string): ReadonlySet<string> {
  const persons = [...text.matchAll(afterPost), ...text.matchAll(beforePost)].map(([, name = '']) => name.slice(0, 2));
  return new Set([...persons.filter((name) => !noName.test(name)), ...[...text.matchAll(quoted)].map(([, name = '']) => name)]);
}

/** Where something happens that happens elsewhere too, on the same day: known by the two characters before. */
const places = /(\p{Script=Han}{2})(镇|乡|街道|苏木|嘎查|村|社区|小学|中学|幼儿园|学校|医院|卫生院|派出所|水库|林场|景区|企业|公司)/gu;
const noPlace = /[各全本我该多个等和与的]|乡镇|乡村/;
export const placesIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(places)].filter(([whole]) => !noPlace.test(whole)).map(([whole]) => whole));

const numbers = /(?<![\d.])\d+(?:\.\d+)?(?:[%‰万亿]|\p{Script=Han})?/gu;
/** Numbers with their units that are no part of a date and say something: of two digits at least, or with decimals. */
export const numbersIn = (text: string): ReadonlySet<string> =>
  new Set((text.match(numbers) ?? []).filter((one) => /\d\.\d|\d{2}/.test(one) && !/[年月日时号第]$/.test(one)));

const ordinals = /第([\d一二三四五六七八九十百]+)(?=[次期场批届轮讲站季])/g;
/** Which one of a series. */
export const ordinalsIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(ordinals)].map(([, number = '']) => number));

/** Words that stand in every office's titles and tell nothing of the event. */
const common =
  /召开|开展|举行|举办|组织|参加|出席|推进|工作|会议|活动|情况|圆满|成功|顺利|扎实|积极|深入|认真|进一步|全面|动员|部署|大会|例会|会|专题|我县|全县|我市|全市|我区|全区|全旗|我旗|有序|有关|关于|[县市区旗的了在和与及并]/g;

/** Longer than this is no title. */
const longestTitle = 200;

function pairsOf(piece: string): string[] {
  const characters = Array.from(piece);
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

/** The pairs of characters of a title that tell what it is about; a pair across a common word is none. */
export const topicOf = (title: string): readonly string[] => {
  const pieces = plainOf(title.slice(0, longestTitle))
    .replace(common, ' ')
    .split(/[^\p{L}\p{N}]+/u);
  return [...new Set(pieces.flatMap(pairsOf))];
};
