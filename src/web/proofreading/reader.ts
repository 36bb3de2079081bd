/**
 * Looks through a text line by line and keeps what it found by the line's own text: while somebody writes, only the line they write in is
 * looked at again. Mistaken characters are looked for sentence by sentence, when there is time.
 */
import { weightiest } from '../../text/proofread.ts';
import type { LineFinding, Lines } from './protocol.ts';

type Look = (text: string) => readonly LineFinding[];

export interface Looks {
  /** What is found in a line whatever stands around it. */
  readonly line: Look;
  /** What depends on other lines. */
  readonly wide: Look;
  /** What takes its time; it may look at one sentence at a time. */
  readonly deep?: Look;
}

export interface Reader {
  /** What was found in each line, with what is known of its sentences by now. */
  readonly look: (lines: Lines) => readonly (readonly LineFinding[])[];
  /** Looks deeper into sentences that it does not know yet, until `enough` says so. Gives whether all are known now. */
  readonly deepen: (lines: Lines, enough: () => boolean) => boolean;
}

/** Up to the sign that ends a sentence, which is no context of the next one. */
const sentence = /[^。！？!?\n\r]{0,400}[。！？!?\n\r]?/g;
const sentencesOf = (line: string): readonly { readonly text: string; readonly start: number }[] =>
  [...line.matchAll(sentence)].flatMap(({ 0: text, index }) => (text.length < 2 ? [] : [{ text, start: index }]));

const movedBy = (by: number, finding: LineFinding): LineFinding => ({ ...finding, start: finding.start + by, end: finding.end + by });

/** What was found in the whole text, by line; what reaches beyond its line is left out. */
function byLine(lines: Lines, found: readonly LineFinding[]): readonly LineFinding[][] {
  const result: LineFinding[][] = lines.map(() => []);
  let at = 0;
  let start = 0;
  for (const finding of found) {
    while (at < lines.length - 1 && finding.start > start + (lines[at] as string).length) {
      start += (lines[at] as string).length + 1;
      at += 1;
    }
    if (finding.end <= start + (lines[at] as string).length) result[at]?.push(movedBy(-start, finding));
  }
  return result;
}

/** Lines and sentences that are gone are forgotten once there are this many more than the text has. */
const spare = 2_000;

function kept<Value>(known: Map<string, Value>, present: ReadonlySet<string>): void {
  if (known.size > present.size + spare) for (const key of known.keys()) if (!present.has(key)) known.delete(key);
}

export function openReader({ line, wide, deep }: Looks): Reader {
  const ofLine = new Map<string, readonly LineFinding[]>();
  const ofSentence = new Map<string, readonly LineFinding[]>();
  const lookOnce = (known: Map<string, readonly LineFinding[]>, look: Look, text: string): readonly LineFinding[] => {
    const before = known.get(text);
    if (before) return before;
    const found = look(text);
    known.set(text, found);
    return found;
  };
  const deepOf = (text: string): readonly LineFinding[] =>
    sentencesOf(text).flatMap(({ text: one, start }) => (ofSentence.get(one) ?? []).map((finding) => movedBy(start, finding)));
  return {
    look: (lines) => {
      kept(ofLine, new Set(lines));
      const around = byLine(lines, wide(lines.join('\n')));
      return lines.map((text, at) => weightiest(text.length, [lookOnce(ofLine, line, text), around[at] ?? [], deepOf(text)]));
    },
    deepen: (lines, enough) => {
      if (!deep) return true;
      const all = new Set(lines.flatMap((text) => sentencesOf(text).map((one) => one.text)));
      kept(ofSentence, all);
      for (const text of all) {
        if (ofSentence.has(text)) continue;
        if (enough()) return false;
        ofSentence.set(text, deep(text));
      }
      return true;
    },
  };
}
