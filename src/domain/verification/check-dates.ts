import { dateRules } from '../../text/dates.ts';
import { type DayNumber, dayFrom, dayText, partsOf } from '../calendar/day.ts';
import { documentPeriod } from './check-periods.ts';
import { type NumberLine, numberLines } from './document-numbers.ts';
import { textsOf } from './document-texts.ts';
import type { Check, DocumentView } from './document-view.ts';
import type { Finding, FindingPlace } from './finding.ts';
import { type PeriodMention, periodLine, periodsIn } from './periods.ts';

const judged = new Set([
  'date-impossible',
  'date-impossible-day',
  'date-impossible-iso',
  'date-weekday',
  'date-long-year',
  'date-backwards',
]);
const rules = dateRules.filter(({ id }) => judged.has(id));
const impossibleMonth = /(?<!\d)(?:19|20)\d{2}年(?:0|1[3-9]|[2-9]\d)月(?!\d{1,2}日)/gu;
const loneDate = /^((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日(?:印发)?$/u;
const deadline = /((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日(?:\d{1,2}(?:时|:\d\d|点))?(?:之|以)?前/gu;
/** A bulletin may be signed some days before its period is over. */
const daysEarly = 10;

const dateOf = (year: string | undefined, month: string | undefined, day: string | undefined): DayNumber | undefined =>
  dayFrom(`${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`);

/** Dates that no calendar has, weekdays that do not agree, beginnings after their ends. */
function impossible(view: DocumentView): readonly Finding[] {
  return textsOf(view.document).flatMap(({ text, where }) => {
    if (!/[\d一二三四五六七八九十]日|月|\d-\d/u.test(text)) return [];
    const line = periodLine(text);
    const months = [...line.matchAll(impossibleMonth)].map(([stated]) => ({ stated, message: `没有“${stated}”。` }));
    const found = rules.flatMap((rule) =>
      [...rule.find(line)].map(({ start, end, message }) => ({ stated: line.slice(start, end), message: message ?? rule.message })),
    );
    return [...months, ...found].map(({ stated, message }): Finding => ({ kind: 'date', severity: 'error', where, stated, message }));
  });
}

interface Issued {
  readonly day: DayNumber;
  readonly where: FindingPlace;
}

/** The date of issue: as read, else the last date that stands alone before any attachment. */
function issuedOf({ document }: DocumentView): Issued | undefined {
  const label = document.paragraphs.findIndex((text) => /^附件\d*[:：]?$/u.test(text.trim()));
  const own = label < 0 ? document.paragraphs : document.paragraphs.slice(0, label);
  const at = own.findLastIndex((text) => loneDate.test(periodLine(text)));
  const match = at < 0 ? null : loneDate.exec(periodLine(own[at]!));
  const printed = match === null ? undefined : dateOf(match[1], match[2], match[3]);
  const day = document.issuedOn === undefined ? printed : dayFrom(document.issuedOn);
  return day === undefined ? undefined : { day, where: printed === day ? { paragraph: at } : { part: 'issued-on' } };
}

function beforeItsEnd(view: DocumentView, issued: Issued): readonly Finding[] {
  const own: PeriodMention | undefined = documentPeriod(view);
  if (own === undefined || issued.day + daysEarly >= own.period.to) return [];
  const message = `成文日期${dayText(issued.day)}早于“${own.printed}”结束之日${dayText(own.period.to)}，请核对日期或统计时间。`;
  const base: Finding = { kind: 'date', severity: 'warning', where: issued.where, stated: dayText(issued.day), message };
  // before it has begun nothing can be told of it
  if (issued.day < own.period.from) return [base];
  return [{ ...base, severity: 'note', explanation: '可能是期间未满提前印发；若是，请在文中写明数据截至何日。' }];
}

/** Something to be done before a day that was over when the document was issued. */
function deadlines(view: DocumentView, issued: Issued): readonly Finding[] {
  return view.document.paragraphs.flatMap((text, paragraph) =>
    [...periodLine(text).matchAll(deadline)].flatMap(([stated, ...parts], _, all): readonly Finding[] => {
      const day = dateOf(parts[0], parts[1], parts[2]);
      const sentence = periodLine(text)
        .split('。')
        .find((one) => one.includes(stated));
      const asked = /请|务必|须|应当?|报送?|上报|完成|整改|反馈/u.test(sentence ?? '') && !/已|曾/u.test(sentence ?? '');
      if (day === undefined || day >= issued.day || !asked || all.length > 3) return [];
      const message = `第${paragraph + 1}段要求“${stated}”办理，但本文${dayText(issued.day)}才印发，请核对。`;
      return [{ kind: 'date', severity: 'warning', where: { paragraph }, stated, message }];
    }),
  );
}

function yearOfNumber(view: DocumentView, number: NumberLine, issued: Issued | undefined, own: boolean): readonly Finding[] {
  const { where, printed, year } = number;
  const base = { kind: 'date' as const, where, stated: printed };
  if (own && issued !== undefined) {
    const { year: of, month } = partsOf(issued.day);
    if (of === year) return [];
    const message = `发文字号“${printed}”为${year}年，成文日期${dayText(issued.day)}在${of}年，请核对。`;
    if (of !== year + 1 || month > 1) return [{ ...base, severity: 'warning', expected: String(of), message }];
    return [{ ...base, severity: 'note', expected: String(of), message, explanation: '可能是年底编号、次年初印发。' }];
  }
  const nearby = where.paragraph === undefined ? [] : view.document.paragraphs.slice(Math.max(0, where.paragraph - 3), where.paragraph + 2);
  const about = nearby.flatMap((text) => periodsIn(periodLine(text))).find(({ form }) => form === 'year');
  const dated =
    where.paragraph !== undefined && view.document.paragraphs.slice(where.paragraph).some((text) => loneDate.test(periodLine(text)));
  if (about === undefined || dated || partsOf(about.period.to).year !== year) return [];
  const message = `“${printed}”编为${year}年的文号，内容却是“${about.printed}”全年的情况，文中又没有成文日期，请核对年份。`;
  return [{ ...base, severity: 'note', message, explanation: '可能是年底前提早编号，或沿用了统计年份。' }];
}

/** Dates exist, and those of a document follow each other: the period ends, the document is numbered and issued, then deadlines run. */
export const dateCheck: Check = {
  name: 'dates are possible and in order',
  find: (view: DocumentView) => {
    const issued = issuedOf(view);
    const numbers = numberLines(view.document);
    const firstOwn = numbers.find(({ where }) => where.part !== undefined || (where.paragraph ?? 9) < 3);
    return [
      ...impossible(view),
      ...(issued === undefined ? [] : [...beforeItsEnd(view, issued), ...deadlines(view, issued)]),
      ...numbers.flatMap((number) => yearOfNumber(view, number, issued, number === firstOwn)),
    ];
  },
};
