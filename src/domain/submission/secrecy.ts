/**
 * Marks of state secrets (国家秘密标志). Material marked 秘密, 机密 or 绝密 may not be in the system at all (保守国家秘密法, 2024, Art. 35;
 * 政府信息公开条例 Art. 17). A mark is a sign on a document, not the word in a sentence: GB/T 9704-2012, 7.2.2 sets level and term
 * in the upper left corner, joined by ★.
 */
import { type Finding, problem } from '../outcome.ts';

const level = '(?:绝密|机密|秘密)';
const term = '(?:\\d{1,3}(?:年|个?月|天|日)|长期|启用前|启封前|解密前|考试结束前|公开前|至?\\d{4}年.{0,8})';
const urgency = '(?:特提|特急|加急|平急)';
const thing = '(?:文件|资料|件|材料|文稿|电报|事项|载体)';
const open = '[【\\[（(〔［]';
const close = '[】\\])）〕］]';

/** 机密★10年: a star after a level is a mark wherever it stands; a plain asterisk only with a term. */
const starred = new RegExp(`${level}级?(?:[★☆✩✭⭐🌟✪]|[*＊※]${term})`, 'u');
/** 密级：机密, not a form that offers all three. */
const labelled = new RegExp(`(?:^|[^保涉分定])密级(?:[和及与]保密期限)?[：:]?${open}?${level}(?!.?(?:[/、,，或□☐○]|${level}))`, 'u');
/** A line of its own: level, perhaps with number of copy, term and urgency. */
const alone = new RegExp(`^(?:\\d{6})?${open}?${level}级?${thing}?${close}?(?:保密期限[：:]?)?${open}?${term}?${close}?${urgency}?$`, 'u');
/** A title that begins or ends with the level in brackets. */
const bracketed = new RegExp(`^${open}${level}级?${thing}?${term}?${close}|${open}${level}级?${thing}?${term}?${close}$`, 'u');
/** 保密期限：5年 as a line. */
const period = new RegExp(`^保密期限[：:]${term}$`, 'u');
/** 本文件属于机密级国家秘密; 国家秘密★; 国家秘密，保密期限5年. */
const declared = new RegExp(
  `(?:本|此|该)(?:文|通知|方案|报告|通报|决定|意见|${thing}).{0,8}(?:属于?|为|系|定为|确定为|标注为)(?:国家)?${level}(?:级|${thing})` +
    `|国家秘密[★☆✩✭⭐]|国家秘密.{0,4}保密期限(?:为|是|[：:])?${term}`,
  'u',
);

/** Where a document's head ends: marks stand above or beside the title. */
const HEAD = 8;
/** A word on how to mark documents quotes the mark. */
const quoted = new RegExp(`[“"'‘「『《(（]${level}级?[★☆✩✭⭐*＊※]`, 'u');

/** Text as the eye reads it: one width of digits and letters, no blanks, nothing invisible. */
const squeezed = (text: string): string => text.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}\p{Cc}]+/gu, '');

function isMark(text: string, inHead: boolean): boolean {
  if (starred.test(text)) return true;
  if (labelled.test(text) || declared.test(text)) return true;
  return inHead && (alone.test(text) || bracketed.test(text) || period.test(text));
}

/**
 * Marks of state secrets in a text, each an error with its place. `paragraphs` are title and lines in their order, `placeOf` names
 * a line (第n段 where not given). A mark quoted inside a longer sentence is a warning: somebody explains it, or hides behind it.
 * Ordinary uses (商业秘密, 保守国家秘密法, 机密打印机采购) are none.
 */
export function secrecyFindings(
  paragraphs: readonly string[],
  placeOf = (index: number): string => `第${index + 1}段`,
): readonly Finding[] {
  return paragraphs.flatMap((paragraph, i): Finding[] => {
    if (!/密/u.test(paragraph)) return [];
    const text = squeezed(paragraph);
    if (!isMark(text, i < HEAD)) return [];
    const said = text.length > 30 ? `${text.slice(0, 30).toWellFormed()}…` : text;
    if (quoted.test(text) && text.length > 30) {
      return [
        { code: 'secrecy-quoted', level: 'warning', where: placeOf(i), message: `“${said}”中引用了密级标志，请核对本件不是涉密材料` },
      ];
    }
    return [
      problem(
        'secrecy-mark',
        `“${said}”像是国家秘密标志。涉密材料不得在本系统处理，请立即停止并按保密规定办理；如系误标，请先更正`,
        placeOf(i),
      ),
    ];
  });
}
