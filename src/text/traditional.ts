/**
 * Traditional characters in texts that are to be written in standard ones (国家通用语言文字法, art. 9). A text that is traditional as a whole is
 * left as it is, but for one note; words and models are asked about it as if it were simplified.
 */
import type { Layer } from './finding.ts';
import type { FoldMap } from './fold.ts';
import { standsIn } from './lists.ts';
import type { Objection, TextRule } from './rule.ts';

/** 1 for what no simplified text writes, 2 for what a traditional text hardly writes, by code unit. */
export type ScriptTable = Uint8Array;
const traditional = 1;
const simplified = 2;

/**
 * @param never characters that no simplified text writes (`never` of assets/fold/traditional.json).
 * @param fold brings each of them to its simplified one.
 */
export function scriptTable(never: string, fold: FoldMap): ScriptTable {
  const table = new Uint8Array(0x10000);
  for (let at = 0; at < never.length; at += 1) table[fold[never.charCodeAt(at)] as number] = simplified;
  for (let at = 0; at < never.length; at += 1) table[never.charCodeAt(at)] = traditional;
  return table;
}

interface Script {
  /** Where the first traditional character stands, -1 without one. */
  readonly first: number;
  /** More traditional than simplified characters. */
  readonly mostly: boolean;
}

function scriptOf(text: string, table: ScriptTable): Script {
  const count = [0, 0, 0];
  let first = -1;
  for (let at = 0; at < text.length; at += 1) {
    const script = table[text.charCodeAt(at)] as number;
    count[script] = (count[script] as number) + 1;
    if (script === traditional && first < 0) first = at;
  }
  return { first, mostly: (count[traditional] as number) > (count[simplified] as number) };
}

/** Every traditional character as its simplified one; others, and all places, stay. */
function inStandard(text: string, table: ScriptTable, fold: FoldMap, from: number, to = text.length): string {
  let made = '';
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    made += table[unit] === traditional ? String.fromCharCode(fold[unit] as number) : text.charAt(at);
  }
  return made;
}

const marks = [
  ['“', '”'],
  ['「', '」'],
  ['《', '》'],
] as const;
/** 里（裏）, 鎮(zhèn): a character that is spoken of. */
const glossed = (text: string, start: number, end: number): boolean =>
  /^[（(][a-zɡà-üāēěīōūǎǐǒǔǖǘǚǜ]/i.test(text.slice(end, end + 2)) ||
  (/[（(]/.test(text.charAt(start - 1)) && /[）)]/.test(text.charAt(end)));

/** The end of the traditional characters that stand side by side from here. */
function endOfRun(text: string, table: ScriptTable, from: number): number {
  let end = from + 1;
  while (end < text.length && table[text.charCodeAt(end)] === traditional) end += 1;
  return end;
}

function* inSimplified(text: string, table: ScriptTable, fold: FoldMap): Iterable<Objection> {
  const { first, mostly } = scriptOf(text, table);
  if (first < 0 || mostly) return;
  for (let start = first; start < text.length; start += 1) {
    if (table[text.charCodeAt(start)] !== traditional) continue;
    const end = endOfRun(text, table, start);
    if (!glossed(text, start, end) && !marks.some((pair) => standsIn(text, start, end, pair))) {
      const put = inStandard(text, table, fold, start, end);
      const message = `“${text.slice(start, end)}”不是规范汉字（繁体字或异体字），公文用“${put}”。`;
      yield { start, end, suggestions: [put], message };
    }
    start = end - 1;
  }
}

function* wholly(text: string, table: ScriptTable): Iterable<Objection> {
  const { first, mostly } = scriptOf(text, table);
  if (mostly) yield { start: first, end: endOfRun(text, table, first) };
}

const base = { kind: 'traditional', source: '《中华人民共和国国家通用语言文字法》第九条' } as const;

/** The rules of traditional characters; quotations, titles of works and characters that are spoken of are left alone. */
export function traditionalRules(table: ScriptTable, fold: FoldMap): readonly TextRule[] {
  return [
    {
      ...base,
      id: 'traditional-character',
      severity: 'warning',
      at: 'strict',
      message: '公文使用规范汉字。',
      find: (text) => inSimplified(text, table, fold),
    },
    {
      ...base,
      id: 'traditional-text',
      severity: 'note',
      at: 'full',
      message: '这篇文字主要用繁体字，没有逐字指出；公文使用规范汉字。',
      find: (text) => wholly(text, table),
    },
  ];
}

/** A layer that knows simplified characters only: it is shown these, and its findings are those of the text as it stands. */
export function readingStandard(layer: Layer, table: ScriptTable, fold: FoldMap): Layer {
  return {
    name: layer.name,
    look: (text, point) => {
      const { first } = scriptOf(text, table);
      if (first < 0) return layer.look(text, point);
      const shown = text.slice(0, first) + inStandard(text, table, fold, first);
      return layer.look(shown, point).map((finding) => ({ ...finding, text: text.slice(finding.start, finding.end) }));
    },
  };
}
