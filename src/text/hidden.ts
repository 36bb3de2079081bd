/** What a page hides from its readers: text that is there for search engines only, and links that nobody set. */
import type { TextFinding } from './finding.ts';
import { isOddHost } from './spam.ts';

export interface HiddenOptions {
  /** Hosts that may be linked to besides *.gov.cn, with their subdomains; without the option links are only judged where they are hidden. */
  readonly hosts?: readonly string[];
}

interface Element {
  readonly name: string;
  /** Why what it holds is not seen; undefined where it is seen. */
  readonly why: string | undefined;
  readonly colour: string | undefined;
  readonly ground: string | undefined;
  /** Text within a page that nobody is to see by its nature. */
  readonly aside: boolean;
}

const source = '《政府网站发展指引》国办发〔2017〕47号';
const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const raw = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'title']);
const named: Readonly<Record<string, string>> = {
  white: '#ffffff',
  '#fff': '#ffffff',
  'rgb(255,255,255)': '#ffffff',
  black: '#000000',
  '#000': '#000000',
};

/** How a tag begins; whether it closes, its name. */
const tagName = /<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})/y;
/** Longer attributes than this are data, not style. */
const mostAttributes = 4000;

/** Where tags end: at the first > outside quotes. A quotation mark that never comes again opens nothing, which is asked once for each kind. */
function tagEnds(html: string): (from: number) => number {
  const last = { '"': html.lastIndexOf('"'), "'": html.lastIndexOf("'") };
  return (from) => {
    for (let at = from; at < html.length; at += 1) {
      const sign = html[at];
      if (sign === '>') return at + 1;
      if ((sign === '"' || sign === "'") && last[sign] > at) at = html.indexOf(sign, at + 1);
    }
    return -1;
  };
}

const attribute = (attributes: string, name: string): string | undefined => {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes);
  return found ? (found[1] ?? found[2] ?? found[3]) : undefined;
};

function declarations(style: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const one of style.toLowerCase().split(';').slice(0, 60)) {
    const colon = one.indexOf(':');
    if (colon > 0)
      found.set(
        one.slice(0, colon).trim(),
        one
          .slice(colon + 1)
          .replace('!important', '')
          .trim(),
      );
  }
  return found;
}

const colourOf = (value: string | undefined): string | undefined => {
  const plain = value?.replaceAll(/\s/g, '');
  return plain === undefined ? undefined : (named[plain] ?? plain);
};
const farOff = (value: string | undefined): boolean =>
  /^-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|%)?$/.test(value ?? '') && Number.parseFloat(value ?? '') <= -300;
const nought = (value: string | undefined): boolean => value !== undefined && /^0(?:\.0+)?(?:px|em|rem|pt|%)?$/.test(value);

/** Smaller than any print. */
const tiny = (value: string | undefined): boolean => /^\d*\.?\d+(?:px|pt)$/.test(value ?? '') && Number.parseFloat(value ?? '') <= 2;

/** How far each of red, green and blue may differ where no eye tells two colours apart. */
const leastContrast = 12;
function alike(one: string, other: string): boolean {
  const [a, b] = [one, other].map((colour) => /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/.exec(colour)?.slice(1));
  if (!a || !b) return one === other;
  return a.every((part, at) => Math.abs(Number.parseInt(part, 16) - Number.parseInt(b[at] ?? '', 16)) <= leastContrast);
}

/** Why an element of this style is not seen. */
function reason(style: ReadonlyMap<string, string>, colour: string | undefined, ground: string | undefined): string | undefined {
  if (style.get('display') === 'none') return 'display:none';
  if (style.get('visibility') === 'hidden') return 'visibility:hidden';
  if (nought(style.get('opacity'))) return 'opacity:0';
  if (nought(style.get('font-size'))) return '字号为零';
  if (tiny(style.get('font-size'))) return '字号小得看不见';
  if (farOff(style.get('text-indent')) || ['left', 'top', 'margin-left', 'margin-top', 'right'].some((side) => farOff(style.get(side))))
    return '移到了屏幕之外';
  const clipped = style.get('overflow') === 'hidden';
  if (clipped && (nought(style.get('height')) || nought(style.get('width')))) return '高或宽为零';
  if (colour !== undefined && ground !== undefined && style.has('color') && alike(colour, ground)) return '文字与背景同色';
  return undefined;
}

/** A document that is shown as a page says in words how it hides something. */
const hiddenBy = (attributes: string): string => {
  const said = attribute(attributes, 'hidden') ?? '';
  return /\p{Script=Han}/u.test(said) ? said : 'hidden';
};

function elementOf(name: string, attributes: string, parent: Element | undefined): Element {
  const style = declarations(attribute(attributes, 'style') ?? '');
  const colour = colourOf(style.get('color') ?? attribute(attributes, 'color')) ?? parent?.colour;
  const ground = colourOf(style.get('background-color') ?? style.get('background') ?? attribute(attributes, 'bgcolor')) ?? parent?.ground;
  const own = /(?:^|\s)hidden(?:\s|=|$)/i.test(attributes) ? hiddenBy(attributes) : reason(style, colour, ground ?? '#ffffff');
  return { name, why: parent?.why ?? own, colour, ground, aside: parent?.aside === true || raw.has(name) };
}

const hostOf = (address: string): string | undefined =>
  /^(?:https?:)?\/\/(?:[^/?#]*@)?([^/?#:]+)/i.exec(address.trim())?.[1]?.toLowerCase();
const allowed = (host: string, hosts: readonly string[]): boolean =>
  ['gov.cn', ...hosts].some((one) => host === one || host.endsWith(`.${one}`));

function linkFinding(
  html: string,
  start: number,
  end: number,
  element: Element,
  address: string,
  hosts: readonly string[] | undefined,
): TextFinding | undefined {
  const host = hostOf(address);
  if (host === undefined || allowed(host, hosts ?? [])) return undefined;
  const odd = isOddHost(host);
  if (element.why === undefined && hosts === undefined && !odd) return undefined;
  const message =
    element.why === undefined
      ? odd
        ? `这里链接到“${host}”，不像政府部门会引用的网站，请确认没有被植入。`
        : `这里链接到了本网站名单之外的“${host}”，请确认。`
      : `这里藏着指向“${host}”的链接（${element.why}），读者看不见，疑似暗链，请删除。`;
  return {
    start,
    end,
    text: html.slice(start, end),
    kind: 'spam',
    severity: element.why !== undefined ? 'error' : odd ? 'warning' : 'note',
    suggestions: [],
    rule: source,
    message,
  };
}

/**
 * Looks through the HTML of a page or of a text for what readers do not see: text under `display:none`, off the screen, in the colour of
 * its ground, without size; hidden links, and links to other hosts. Inline styles only. Offsets are those of the HTML; any string is taken,
 * in linear time.
 */
export function hiddenIn(html: string, { hosts }: HiddenOptions = {}): readonly TextFinding[] {
  const findings: TextFinding[] = [];
  const open: Element[] = [];
  const text = (start: number, end: number): void => {
    const within = open.at(-1);
    const shown = html.slice(start, end);
    if (within?.why === undefined || within.aside || !/[\p{L}\p{N}]/u.test(shown.replaceAll(/&[a-z]{1,8};/gi, ''))) return;
    const message = `这里的文字读者看不见（${within.why}），疑似被植入，请核对。`;
    findings.push({ start, end, text: shown, kind: 'spam', severity: 'warning', suggestions: [''], rule: source, message });
  };
  const endOf = tagEnds(html);
  let from = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    tagName.lastIndex = at;
    const tag = tagName.exec(html);
    const end = html.startsWith('<!--', at) ? closeOf(html, at) : tag ? endOf(tagName.lastIndex) : at + 1;
    // A tag without an end: the page is cut off, what follows is not text.
    if (end < 0) return findings;
    if (end > at + 1) {
      text(from, at);
      if (tag) openOrClose(tag, html.slice(tagName.lastIndex, Math.min(end - 1, tagName.lastIndex + mostAttributes)), at, end);
      from = end;
    }
    at = end;
  }
  text(from, html.length);
  return findings;

  function openOrClose(tag: RegExpExecArray, attributes: string, start: number, end: number): void {
    const name = (tag[2] ?? '').toLowerCase();
    if (tag[1] === '/') {
      // What was left open within it closes with it; a closing tag of nothing open near by is ignored.
      for (let up = open.length - 1; up >= Math.max(0, open.length - 30); up -= 1) if (open[up]?.name === name) open.length = up;
      return;
    }
    const element = elementOf(name, attributes, open.at(-1));
    const address = name === 'a' || name === 'iframe' ? attribute(attributes, name === 'a' ? 'href' : 'src') : undefined;
    const finding = address === undefined ? undefined : linkFinding(html, start, end, element, address, hosts);
    if (finding) findings.push(finding);
    if (!empty.has(name) && !attributes.endsWith('/')) open.push(element);
  }
}

const closeOf = (html: string, start: number): number => {
  const end = html.indexOf('-->', start + 4);
  return end < 0 ? html.length : end + 3;
};
