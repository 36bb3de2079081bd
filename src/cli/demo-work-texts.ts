/** Texts of the demo office: written once with open places, filled for a unit and a day. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubmissionContent, SubmissionKind } from '../domain/submission/submission.ts';
import type { Dice } from './demo-work-dice.ts';

type Paragraph = string | { readonly table: readonly (readonly string[])[] } | { readonly image: string };

/** A text with open places, as assets/demo-work/texts holds it. */
export interface DemoText {
  readonly key: string;
  readonly topic: string;
  /** Keys of units, or 乡镇 for all of them. */
  readonly units: readonly string[];
  readonly section: string;
  readonly kind?: SubmissionKind;
  /** Months it fits into; all where not given. */
  readonly months?: readonly number[];
  readonly titles: readonly string[];
  /** One that begins with `?` may be left out. */
  readonly paragraphs: readonly Paragraph[];
  readonly policy?: { readonly title: string; readonly documentNumber?: string };
  readonly guests?: readonly { readonly name: string; readonly post?: string }[];
  readonly questions?: readonly string[];
  readonly transcript?: readonly (readonly [speaker: string, said: string])[];
}

export async function readTexts(folder: string): Promise<readonly DemoText[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const read = await Promise.all(files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as DemoText[]));
  return read.flat();
}

export const fitsMonth = ({ months }: DemoText, day: Date): boolean => months === undefined || months.includes(localDay(day).month);

/** A moment's day in the office. */
export function localDay(moment: Date): { readonly year: number; readonly month: number; readonly day: number; readonly text: string } {
  const local = new Date(moment.getTime() + 8 * 3_600_000);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  return { year, month, day, text: local.toISOString().slice(0, 10) };
}

/** What the open places are filled from. */
export interface Filling {
  readonly dice: Dice;
  readonly eventOn: Date;
  readonly unit: string;
  /** The town it is about, and its villages. */
  readonly place: string;
  readonly villages: readonly string[];
  /** Names of a unit that changed since the text was written: from, to. */
  readonly renamed?: readonly [string, string] | undefined;
  /** Address of a picture that the site keeps. */
  readonly picture: () => string;
}

export interface FilledText {
  readonly title: string;
  readonly body: string;
  readonly content: Pick<SubmissionContent, 'policy' | 'interview'>;
}

const surnames = [...'赵钱孙李吴郑王冯褚卫蒋韩杨朱秦尤吕施张孔曹严华戚谢喻柏水窦章云'];

/** Fills a text; the same filling gives the same text. */
export function fillText(text: DemoText, filling: Filling): FilledText {
  const { dice } = filling;
  const say = placesOf(filling);
  // A town writes of itself, not of the county.
  const own = filling.unit === filling.place ? text.titles.filter((one) => /\{[镇村]\}/.test(one)) : [];
  const title = say(dice.pick(own.length > 0 ? own : text.titles));
  const chosen = text.paragraphs.filter((one) => typeof one !== 'string' || !one.startsWith('?') || dice.chance(0.65));
  const spoken = (text.transcript ?? []).map(([speaker, said]) => ({ speaker, said: say(said) }));
  const body = [
    ...chosen.map((one) => paragraphHtml(one, say, filling.picture)),
    ...spoken.map(({ speaker, said }) => `<p><strong>${speaker}：</strong>${said}</p>`),
  ].join('');
  const interview = {
    plannedOn: localDay(filling.eventOn).text,
    guests: text.guests ?? [],
    questions: text.questions ?? [],
    transcript: spoken,
  };
  return {
    title,
    body,
    content: {
      ...(text.policy ? { policy: { ...text.policy, ...numbered(text.policy, say) } } : {}),
      ...(text.kind === 'interview' ? { interview } : {}),
    },
  };
}

const numbered = ({ documentNumber }: { readonly documentNumber?: string }, say: (text: string) => string) =>
  documentNumber === undefined ? {} : { documentNumber: say(documentNumber) };

function paragraphHtml(paragraph: Paragraph, say: (text: string) => string, picture: () => string): string {
  if (typeof paragraph === 'string') return `<p>${say(paragraph.replace(/^\?/, ''))}</p>`;
  if ('image' in paragraph) return `<p><img src="${picture()}" alt="${say(paragraph.image)}"></p>`;
  const [head = [], ...rows] = paragraph.table;
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${say(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
}

/**
 * Open places: {日} {月} {年} of the event, {镇} {村} {单位}, {姓} a surname, {数:3-9} a number, {数a:3-9} the same number wherever {数a…}
 * stands, {选:甲|乙} one of them. A village and a number with a letter are the same throughout a text.
 */
function placesOf({ dice, eventOn, unit, place, villages, renamed }: Filling): (text: string) => string {
  const kept = new Map<string, string>();
  const keep = (name: string, make: () => string): string => {
    const known = kept.get(name) ?? make();
    kept.set(name, known);
    return known;
  };
  const { year, month, day } = localDay(eventOn);
  const plain: Readonly<Record<string, () => string>> = {
    日: () => `${month}月${day}日`,
    月: () => `${month === 1 ? 12 : month - 1}月`,
    年: () => String(year),
    镇: () => place,
    村: () => keep('村', () => dice.pick(villages)),
    单位: () => unit,
    姓: () => keep('姓', () => dice.pick(surnames)),
  };
  const number = (range: string): string => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return String(dice.between(from, to));
  };
  return (text) => {
    const filled = text.replace(/\{([^{}:]+)(?::([^{}]*))?\}/g, (whole, name: string, said: string | undefined) => {
      if (name === '选' && said !== undefined) return dice.pick(said.split('|'));
      if (name === '数' && said !== undefined) return number(said);
      if (name.startsWith('数')) return keep(name, () => (said === undefined ? whole : number(said)));
      return plain[name]?.() ?? whole;
    });
    return renamed ? filled.replaceAll(renamed[0], renamed[1]) : filled;
  };
}
