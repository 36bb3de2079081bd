/** One correction of a text. */
export interface Edit {
  /** Offsets in UTF-16 code units of the text: what stands from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  readonly to: string;
  /** Log-odds (nats) of the edit over the text as it stands, with the other edits of the sentence made: model, confusion and words. */
  readonly score: number;
  /** The figures named by `featureNames`, in that order. */
  readonly features: Float32Array;
}
