/** The layer that finds typos: the decoder proposes, the gate decides, in the words of an office. */
import type { Confusions } from './confusions.ts';
import { type DecoderOptions, decode, type Edit, figureNames } from './decoder.ts';
import type { Layer, Point, TextFinding } from './finding.ts';
import { admitted, type Gate, treesScore } from './gate.ts';
import type { LanguageModel } from './model.ts';
import type { Words } from './words.ts';

/** What the layer reads with; all of it data that is handed in. */
export interface TypoData {
  readonly model: LanguageModel;
  readonly confusions: Confusions;
  readonly words: Words;
  readonly gate: Gate;
  /** The model as a finding cites it. */
  readonly name: string;
}

/** Models as findings cite them: the one that ships, and one that an office's own texts made. */
export const modelNames = { shipped: '公文语言模型', own: '本站语言模型' } as const;

/** What the gate's rows were made with: edits far below even odds too, since the gate sees more than the decoder. */
export const gateOptions: Partial<DecoderOptions> = { least: -5, gain: 3, surprise: 16, pairWeight: 7, wordWeight: 11, shifts: true };

/** Where nothing may be found, `[from, to)` in UTF-16 code units: names, quotations, what another layer vouches for. */
export type ProtectedSpans = readonly (readonly [from: number, to: number])[];

/** Of each edit, how many ends of sentences stand before it. */
function sentencesOf(text: string, edits: readonly Edit[]): Uint32Array {
  let [at, count] = [0, 0];
  return Uint32Array.from(edits, ({ start }) => {
    for (; at < start; at += 1) if ('。！？!?\n\r'.includes(text[at] as string)) count += 1;
    return count;
  });
}

/** Of an edit and what else might be put there the one that the gate finds likeliest, with its log-odds. */
export function chosen({ trees }: Pick<Gate, 'trees'>, edit: Edit): { readonly edit: Edit; readonly score: number } {
  let best = { edit, score: treesScore(trees, edit.figures) };
  for (const other of edit.others) {
    const score = treesScore(trees, other.figures);
    if (score > best.score) best = { edit: other, score };
  }
  return best;
}

/** The edits that the gate lets through at a point. Throws a RangeError for a gate of other figures. */
export function admittedEdits({ model, confusions, words, gate }: Omit<TypoData, 'name'>, text: string, point: Point): readonly Edit[] {
  const width = figureNames.length;
  if (gate.trees.width !== width) throw new RangeError(`a gate of ${gate.trees.width} figures, not ${width}`);
  const best = decode(model, confusions, words, text, gateOptions).map((edit) => chosen(gate, edit));
  const edits = best.map(({ edit }) => edit);
  const through = admitted(
    gate,
    best.map(({ score }) => score),
    sentencesOf(text, edits),
    point,
  );
  return edits.filter((_, nth) => through[nth] === 1);
}

const pointNames: Readonly<Record<Point, string>> = { strict: '严格', full: '全面' };
const han = /^\p{Script=Han}$/u;

/** The edit as it is shown: with a character beside it, since one alone says little («攻府», not «攻»). */
function finding(text: string, { start, end, to }: Edit, name: string, point: Point): TextFinding {
  const next = end < text.length && han.test(text.charAt(end)) ? text.charAt(end) : '';
  const before = next === '' && start > 0 && han.test(text.charAt(start - 1)) ? text.charAt(start - 1) : '';
  const written = text.slice(start, end);
  return {
    start,
    end,
    text: written,
    kind: 'typo',
    severity: 'warning',
    suggestions: [to],
    rule: `${name}（${pointNames[point]}）`,
    message: `“${before}${written}${next}”疑为“${before}${to}${next}”`,
  };
}

/** Typos of a text, none of them inside the spans that `protectedOf` gives for it. */
export function typoLayer(data: TypoData, protectedOf: (text: string) => ProtectedSpans = () => []): Layer {
  return {
    name: 'typos',
    look: (text, point) => {
      const spans = protectedOf(text);
      return admittedEdits(data, text, point)
        .filter((edit) => !spans.some(([from, to]) => edit.start < to && edit.end > from))
        .map((edit) => finding(text, edit, data.name, point));
    },
  };
}
