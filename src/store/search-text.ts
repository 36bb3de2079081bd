/** Where the text lies by which an item is found. */

/** The text of an item `alias` that is searched: the working text `t`, or of what was imported the text `v` that was published. */
export const searchedText = (
  alias: string,
): string => `left join submission_texts t on t.site_id = ${alias}.site_id and t.submission_id = ${alias}.id
  left join submission_versions v on v.site_id = ${alias}.site_id and v.submission_id = ${alias}.id and v.number = ${alias}.text_version`;
