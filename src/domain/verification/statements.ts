import { type FigureVerb, sentencesOf, type TextFigure } from './narrative-figures.ts';

/** A whole stated in the text with what is said of it: 共采用2349条（含在线访谈6条）。其中，旗区1206条… */
export interface Statement {
  readonly paragraph: number;
  readonly head: TextFigure;
  readonly verb?: FigureVerb;
  /** The figures behind 其中. */
  readonly parts: readonly TextFigure[];
  /** The figures behind 含, counted in the head already. */
  readonly includes: readonly TextFigure[];
}

interface Draft {
  paragraph: number;
  head: TextFigure;
  parts: TextFigure[];
  includes: TextFigure[];
}

const wholeWord = /共|累计|总计|合计|总数/;

/**
 * The statements of the text: each count is a whole of its own, unless it stands behind 其中 in the same sentence,
 * or in a sentence that begins with 其中 after a whole.
 */
export function statementsOf(paragraphs: readonly string[], skip: ReadonlySet<number>): readonly Statement[] {
  const drafts: Draft[] = [];
  paragraphs.forEach((text, paragraph) => {
    if (skip.has(paragraph)) return;
    let open: Draft | undefined;
    for (const sentence of sentencesOf(text)) {
      let within = /^[，,]?(?:其中|分别)/u.test(sentence.text) && open !== undefined;
      for (const figure of sentence.figures.filter((one) => one.unit === 'count')) {
        if (figure.included) {
          if (figure.beside || !within) open?.includes.push(figure);
          continue;
        }
        within = open !== undefined && !wholeWord.test(figure.words) && (within || figure.words.includes('其中'));
        if (within) open!.parts.push(figure);
        else {
          open = { paragraph, head: figure, parts: [], includes: [] };
          drafts.push(open);
        }
      }
    }
  });
  return drafts.map((draft) => {
    const verb = draft.head.verb;
    return verb === undefined ? draft : { ...draft, verb };
  });
}
