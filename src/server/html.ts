/** HTML written with a template that escapes everything put into it, unless it is itself such HTML. */
export interface Html {
  readonly markup: string;
}
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

function markupOf(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return 'markup' in content ? content.markup : content.map(markupOf).join('');
}

/** Attribute values stand in double quotes; lists are joined, nothing stands for null and false. */
export function html(texts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { markup: texts.map((text, index) => text + markupOf(contents[index])).join('') };
}
