/** One correction of a text. */
export interface Edit {
  /** Offsets in UTF-16 code units of the text: what stands from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly to: string;
  /** Log-odds (nats) of the edit over the text as it stands, with the other edits of the sentence made: model, confusion and words. */
  readonly score: number;
  /** The figures named by `figureNames`, in that order: what a gate decides by. */
  readonly figures: Float32Array;
  /** What else might be put there, less likely as the decoder sees it. */
  readonly others: readonly Edit[];
}
