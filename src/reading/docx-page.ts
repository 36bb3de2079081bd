/** The texts of a docx with what may hide them (ECMA-376, 17.3.2), as the HTML that `text/hidden.ts` looks through. */
import { DamagedError } from './unreadable.ts';
import { zipParts } from './upload-zip.ts';

interface Look {
  readonly vanish?: boolean;
  /** Six hexadecimal digits. */
  readonly colour?: string;
  /** The same, or `unknown` where something else may lie under the text. */
  readonly ground?: string;
  /** In half points. */
  readonly size?: number;
}
type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Styles {
  readonly looks: ReadonlyMap<string, Look>;
  readonly standard: Look;
}

const tagPattern = /<(\/?)w:(\w{1,30})((?:\s[^<>]*?)?)(\/?)>/g;
const attributeOf = (attributes: string, name = 'val'): string | undefined => new RegExp(`\\sw:${name}="([^"]*)"`).exec(attributes)?.[1];
const colourOf = (value: string | undefined): string | undefined => (/^[0-9a-f]{6}$/i.test(value ?? '') ? value?.toLowerCase() : undefined);

/** What one element within w:rPr says. */
function take(look: Writable<Look>, name: string, attributes: string): void {
  if (name === 'vanish') look.vanish = !/^(?:0|false|off|none)$/.test(attributeOf(attributes) ?? '');
  if (name === 'sz') look.size = Number(attributeOf(attributes));
  const colour = name === 'color' ? colourOf(attributeOf(attributes)) : undefined;
  if (colour !== undefined) look.colour = colour;
  if (name === 'highlight') look.ground = 'unknown';
  if (name === 'shd') look.ground = colourOf(attributeOf(attributes, 'fill')) ?? look.ground ?? 'ffffff';
}

function lookIn(xml: string): Look {
  const look: Writable<Look> = {};
  for (const [, , name = '', attributes = ''] of xml.matchAll(tagPattern)) take(look, name, attributes);
  return look;
}

const runProperties = (xml: string): string => /<w:rPr>([\s\S]*?)<\/w:rPr>/.exec(xml)?.[1] ?? '';

/** Styles with what they are based on; a circle ends after ten. */
function stylesOf(xml: string): Styles {
  const own = new Map<string, { readonly base: string; readonly look: Look }>();
  for (const [, head = '', inside = ''] of xml.matchAll(/<w:style\s([^>]*)>([\s\S]*?)<\/w:style>/g)) {
    const base = attributeOf(/<w:basedOn\b[^>]*/.exec(inside)?.[0] ?? '') ?? '';
    own.set(attributeOf(` ${head}`, 'styleId') ?? '', { base, look: lookIn(runProperties(inside)) });
  }
  const whole = (id: string, depth: number): Look => {
    const style = own.get(id);
    return style === undefined || depth > 10 ? {} : { ...whole(style.base, depth + 1), ...style.look };
  };
  const defaults = /<w:docDefaults>([\s\S]*?)<\/w:docDefaults>/.exec(xml)?.[1] ?? '';
  return { looks: new Map([...own.keys()].map((id) => [id, whole(id, 0)])), standard: lookIn(runProperties(defaults)) };
}

function targetsOf(rels: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [head] of rels.matchAll(/<Relationship\s[^>]*>/g))
    found.set(/\sId="([^"]*)"/.exec(head)?.[1] ?? '', /\sTarget="([^"]*)"/.exec(head)?.[1] ?? '');
  return found;
}

const css = ({ vanish, colour, ground, size }: Look): string =>
  [
    vanish ? 'display:none' : '',
    colour === undefined ? '' : `color:#${colour}`,
    ground === undefined ? '' : `background-color:${ground === 'unknown' ? ground : `#${ground}`}`,
    size === undefined ? '' : `font-size:${size / 2}pt`,
  ]
    .filter(Boolean)
    .join(';');

/** Walks through a part, from tag to tag. */
class Page {
  html = '';
  readonly #styles: Styles;
  readonly #targets: ReadonlyMap<string, string>;
  #paragraph: Look = {};
  #run: Writable<Look> = {};
  #character: Look = {};
  #within: 'run' | 'paragraph' | 'cell' | undefined;
  /** Grounds of the cells around, and of boxes, of which nobody knows what lies under them. */
  readonly #grounds: (string | undefined)[] = [];
  #link: string | undefined;
  #field: string | undefined;

  constructor(styles: Styles, targets: ReadonlyMap<string, string>) {
    this.#styles = styles;
    this.#targets = targets;
  }

  open(name: string, attributes: string): void {
    if (name === 'rPr') this.#within ??= 'run';
    else if (name === 'pPr') this.#within = 'paragraph';
    else if (name === 'tcPr') this.#within = 'cell';
    else if (name === 'p') this.#paragraph = {};
    else if (name === 'r') [this.#run, this.#character] = [{}, {}];
    else if (name === 'tc' || name === 'txbxContent') this.#grounds.push(name === 'tc' ? this.#grounds.at(-1) : 'unknown');
    // A table's own style may lay a colour under its cells.
    else if (name === 'tblStyle') this.#grounds.push('unknown');
    else if (name === 'pStyle') this.#paragraph = this.#styles.looks.get(attributeOf(attributes) ?? '') ?? {};
    else if (name === 'rStyle' && this.#within === 'run') this.#character = this.#styles.looks.get(attributeOf(attributes) ?? '') ?? {};
    else if (name === 'shd' && this.#within !== 'run') this.#shade(colourOf(attributeOf(attributes, 'fill')));
    else if (name === 'hyperlink') this.#link = this.#targets.get(/\sr:id="([^"]*)"/.exec(attributes)?.[1] ?? '');
    else if (name === 'fldChar' && attributeOf(attributes, 'fldCharType') === 'end') this.#field = undefined;
    else if (this.#within === 'run') take(this.#run, name, attributes);
  }

  #shade(fill: string | undefined): void {
    if (fill === undefined) return;
    if (this.#within === 'cell' && this.#grounds.length > 0) this.#grounds[this.#grounds.length - 1] = fill;
    else this.#paragraph = { ...this.#paragraph, ground: fill };
  }

  close(name: string): void {
    if (name === 'pPr' || name === 'tcPr') this.#within = undefined;
    else if (name === 'rPr' && this.#within === 'run') this.#within = undefined;
    else if (name === 'tc' || name === 'txbxContent') this.#grounds.pop();
    else if (name === 'tbl' && this.#grounds.at(-1) === 'unknown') this.#grounds.pop();
    else if (name === 'hyperlink') this.#link = undefined;
    else if (name === 'p') this.html += '\n';
  }

  /** `text` and addresses are escaped as they come. */
  write(text: string): void {
    const around = this.#grounds.at(-1);
    const style = css({
      ...this.#styles.standard,
      ...(around === undefined ? {} : { ground: around }),
      ...this.#paragraph,
      ...this.#character,
      ...this.#run,
    });
    const link = this.#link ?? this.#field;
    const shown = link === undefined ? text : `<a href="${link}">${text}</a>`;
    this.html += style === '' ? shown : `<span style="${style}">${shown}</span>`;
  }

  instruct(text: string): void {
    const address = /HYPERLINK\s+(?:&quot;|")([^"&]{1,2000})/.exec(text)?.[1];
    if (address !== undefined) this.#field = address;
  }
}

function pageOf(xml: string, styles: Styles, targets: ReadonlyMap<string, string>): string {
  const page = new Page(styles, targets);
  // What a change that is tracked was before.
  const now = xml.replaceAll(/<w:(rPrChange|pPrChange)\b[\s\S]*?<\/w:\1>/g, '');
  for (const match of now.matchAll(tagPattern)) {
    const [tag, closing, name = '', attributes = '', empty] = match;
    if (closing === '/') page.close(name);
    else if (empty === '/') {
      page.open(name, attributes);
      page.close(name);
    } else if (name === 't' || name === 'instrText') {
      const from = match.index + tag.length;
      const text = now.slice(from, now.indexOf('<', from));
      if (name === 't') page.write(text);
      else page.instruct(text);
    } else page.open(name, attributes);
  }
  return page.html;
}

/** Parts that hold text, and the most bytes that a package may unpack to. */
const textParts = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/;
const mostBytes = 256 * 1024 * 1024;

/**
 * The texts and links of a docx as HTML, each run with the inline style that may hide it: hidden text, colours of text and ground, size.
 * Themes, styles of tables, and what lies under boxes are not followed: there a colour hides nothing. Throws DamagedError where the
 * package is damaged.
 */
export async function pageOfDocx(bytes: Uint8Array): Promise<string> {
  const parts = await zipParts(bytes, mostBytes);
  if (!parts.ok) throw new DamagedError('a docx could not be unpacked');
  const texts = new Map(
    parts.value.filter(({ name }) => /\.(?:xml|rels)$/.test(name)).map(({ name, bytes: part }) => [name, part.toString()]),
  );
  const styles = stylesOf(texts.get('word/styles.xml') ?? '');
  return [...texts]
    .filter(([name]) => textParts.test(name))
    .map(([name, xml]) => pageOf(xml, styles, targetsOf(texts.get(name.replace('word/', 'word/_rels/').concat('.rels')) ?? '')))
    .join('');
}
