/** What can be filtered by, above a list. */
export type Filter =
  | { readonly kind: 'text'; readonly name: string; readonly label: string; readonly placeholder?: string }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      /** What no choice means, where it is not «all». */
      readonly all?: string;
      readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
    }
  /** Choices as tabs with their counts, where people switch all day. */
  | {
      readonly kind: 'tabs';
      readonly name: string;
      readonly label: string;
      readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number | string | undefined }[];
    }
  /** Two days, both inside. */
  | { readonly kind: 'days'; readonly from: string; readonly to: string; readonly label: string };
