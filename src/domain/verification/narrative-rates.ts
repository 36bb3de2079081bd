import { sentencesOf, type TextFigure } from './narrative-figures.ts';

/** A rate stated in the text together with the two counts it comes from. */
export interface NarrativeRate {
  readonly stated: number;
  readonly decimals: number;
  readonly part: number;
  readonly whole: number;
  /** The words that name it: 信息采发率. */
  readonly word: string;
}

const rateWord = /(?:信息)?(?:采发率|采發率|采用率|采纳率|录用率|发布率|采编率)(?:为|是|达到|达|约为|占)?$/;

/**
 * The adoption rates in a paragraph that stand behind exactly one submitted and one adopted count of the same sentence,
 * so that nothing needs guessing: 累计报送各类信息578条，采纳发布250条，信息采发率43.3%.
 */
export function narrativeRates(paragraph: string): readonly NarrativeRate[] {
  return sentencesOf(paragraph).flatMap(({ figures }) =>
    figures.flatMap((figure, at): readonly NarrativeRate[] => {
      const named = rateWord.exec(figure.words);
      if (figure.unit !== 'percent' || named === null || /[较比]/u.test(figure.words)) return [];
      const whole = only(figures.slice(0, at), 'submitted');
      const part = only(figures.slice(0, at), 'adopted');
      if (whole === undefined || part === undefined || whole.value <= 0) return [];
      return [
        { stated: figure.value, decimals: figure.decimals, part: part.value, whole: whole.value, word: `${named[0]}${figure.printed}` },
      ];
    }),
  );
}

function only(figures: readonly TextFigure[], verb: TextFigure['verb']): TextFigure | undefined {
  const found = figures.filter((figure) => figure.verb === verb && figure.unit === 'count' && !figure.included && figure.tolerance === 0);
  return found.length === 1 ? found[0] : undefined;
}
