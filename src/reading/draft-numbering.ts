/** Automatic numbers of a Word text (ECMA-376, 17.9), written out: official numbering (一、（一）) is text that a reader quotes. */

interface NumberLevel {
  readonly format: string;
  /** Such as `%1、`: what stands before the paragraph. */
  readonly text: string;
  readonly start: number;
}
interface Numbering {
  /** By numbering id: which counters it shares, and its levels. */
  readonly lists: ReadonlyMap<string, { readonly counters: string; readonly levels: readonly (NumberLevel | undefined)[] }>;
  /** Paragraph styles that number by themselves. */
  readonly styles: ReadonlyMap<string, { readonly list: string; readonly level: number }>;
}

/** Around level and number in the text, until the HTML is there: characters of the private use area. */
const [OPEN, MIDDLE, CLOSE] = ['\ue0f0', '\ue0f1', '\ue0f2'];

const valOf = (xml: string, tag: string): string | undefined => new RegExp(`<w:${tag}\\s[^>]*?w:val="([^"]*)"`).exec(xml)?.[1];

function levelsIn(xml: string): readonly (NumberLevel | undefined)[] {
  const levels: (NumberLevel | undefined)[] = [];
  for (const [, index = '0', inside = ''] of xml.matchAll(/<w:lvl\s[^>]*?w:ilvl="(\d)"[^>]*>([\s\S]*?)<\/w:lvl>/g)) {
    const format = valOf(inside, 'numFmt') ?? 'decimal';
    levels[Number(index)] = { format, text: valOf(inside, 'lvlText') ?? '', start: Number(valOf(inside, 'start') ?? 1) };
  }
  return levels;
}

function numberingOf(numberingXml: string, stylesXml: string): Numbering {
  const abstract = new Map(
    [...numberingXml.matchAll(/<w:abstractNum\s[^>]*?w:abstractNumId="(\d+)"[^>]*>([\s\S]*?)<\/w:abstractNum>/g)].map(
      ([, id = '', inside = '']) => [id, levelsIn(inside)] as const,
    ),
  );
  const lists = new Map(
    [...numberingXml.matchAll(/<w:num\s[^>]*?w:numId="(\d+)"[^>]*>([\s\S]*?)<\/w:num>/g)].map(([, id = '', inside = '']) => {
      const base = valOf(inside, 'abstractNumId') ?? '';
      // An override starts counting anew; otherwise all lists of one kind go on counting together.
      return [id, { counters: inside.includes('<w:startOverride') ? `own ${id}` : base, levels: abstract.get(base) ?? [] }] as const;
    }),
  );
  const styles = new Map(
    [...stylesXml.matchAll(/<w:style\s[^>]*?w:styleId="([^"]*)"[^>]*>([\s\S]*?)<\/w:style>/g)].flatMap(([, id = '', inside = '']) => {
      const list = valOf(inside, 'numId');
      return list === undefined ? [] : [[id, { list, level: Number(valOf(inside, 'ilvl') ?? 0) }] as const];
    }),
  );
  return { lists, styles };
}

const digits = '〇一二三四五六七八九';
/** 1 to 99 as ordinary numerals: 十, 十一, 二十, 二十一. */
function chinese(value: number): string {
  if (value < 1 || value > 99) return String(value);
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}`;
}
const letter = (value: number): string => String.fromCharCode(96 + ((value - 1) % 26) + 1).repeat(Math.ceil(value / 26));
function roman(value: number): string {
  const signs = [
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const;
  let [text, rest] = ['', value];
  for (const [worth, sign] of signs) for (; rest >= worth; rest -= worth) text += sign;
  return text;
}

/** A number in one of Word's forms (ECMA-376, 17.18.59). */
function written(value: number, format: string): string {
  if (
    /^(?:chineseCounting|chineseCountingThousand|japaneseCounting|taiwaneseCounting|taiwaneseCountingThousand|ideographDigital)$/.test(
      format,
    )
  ) {
    return chinese(value);
  }
  if (format.startsWith('decimalEnclosedCircle') && value >= 1 && value <= 20) return String.fromCodePoint(0x245f + value);
  if (format === 'decimalFullWidth') return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  if (format === 'ideographTraditional' && value >= 1 && value <= 10) return '甲乙丙丁戊己庚辛壬癸'[value - 1] as string;
  if (/^(?:chineseLegalSimplified|ideographLegalTraditional)$/.test(format) && value >= 1 && value <= 9)
    return '壹贰叁肆伍陆柒捌玖'[value - 1] as string;
  if (value >= 1 && value <= 89) {
    if (format === 'lowerLetter') return letter(value);
    if (format === 'upperLetter') return letter(value).toUpperCase();
    if (format === 'lowerRoman') return roman(value);
    if (format === 'upperRoman') return roman(value).toUpperCase();
  }
  return String(value);
}

/**
 * The document's XML with every automatic number written into its paragraph, to be found again by `numbersInHtml`. Takes the parts
 * word/document.xml, word/numbering.xml and word/styles.xml (empty where there is none).
 */
export function writeOutNumbers(documentXml: string, numberingXml: string, stylesXml: string): string {
  const { lists, styles } = numberingOf(numberingXml, stylesXml);
  const counted = new Map<string, number[]>();
  const settled = documentXml.replace(/<w:(pPrChange|rPrChange)\b[\s\S]*?<\/w:\1>/g, '');
  return settled.replace(/<w:pPr>([\s\S]*?)<\/w:pPr>/g, (whole, inside: string) => {
    const own = /<w:numPr>[\s\S]*?<\/w:numPr>/.exec(inside)?.[0];
    const styled = styles.get(valOf(inside, 'pStyle') ?? '');
    const id = (own && valOf(own, 'numId')) ?? styled?.list;
    const level = Number((own && valOf(own, 'ilvl')) ?? styled?.level ?? 0);
    const list = id === undefined ? undefined : lists.get(id);
    const form = list?.levels[level];
    if (list === undefined || form === undefined) return whole;
    const counts = counted.get(list.counters) ?? [];
    counted.set(list.counters, counts);
    counts.length = Math.min(counts.length, level + 1);
    counts[level] = counts[level] === undefined ? form.start : (counts[level] as number) + 1;
    const marker = form.text.replace(/%(\d)/g, (_, at: string) => {
      const index = Number(at) - 1;
      return written(counts[index] ?? list.levels[index]?.start ?? 1, list.levels[index]?.format ?? 'decimal');
    });
    // numId 0 takes a style's own number away again.
    const plain = `${inside.replace(own ?? '', '')}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>`;
    return `<w:pPr>${plain}</w:pPr><w:r><w:t xml:space="preserve">${OPEN}${level + 1}${MIDDLE}${marker}${CLOSE}</w:t></w:r>`;
  });
}

/** HTML with the numbers in the form in which Word pastes lists, so that one rule decides what becomes a list. */
export function numbersInHtml(html: string): string {
  const marked = `${OPEN}(\\d+)${MIDDLE}([^${CLOSE}<]*)${CLOSE}`;
  return html
    .replace(
      new RegExp(`<p( [^>]*)?>((?:<[a-z]+>)*)${marked}`, 'g'),
      (_, rest: string | undefined, tags: string, level: string, marker: string) => {
        return `<p${rest ?? ''} style="mso-list:l0 level${level}"><span style="mso-list:Ignore">${marker}</span>${tags}`;
      },
    )
    .replace(new RegExp(marked, 'g'), '$2');
}
