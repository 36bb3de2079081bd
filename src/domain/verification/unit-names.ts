import { squeeze } from './figures.ts';

/** What a unit's name may leave out in front: its area (鄂尔多斯市统计局), or the level alone (市统计局). */
const areaInFront = /^[\u4e00-\u9fff]{1,8}?(?:省|自治区|市|州|盟|县|区|旗)(?=[\u4e00-\u9fff]{2,})/u;
const levelInFront = /^(?:全?省|全?市|全?州|全?县|全?区|全?旗|盟)(?:直|级|属|委|政府)?(?=[\u4e00-\u9fff]{2,})/u;

/** A unit's name without spaces and brackets. */
export const bareName = (name: string): string => squeeze(name).replace(/\([^()]*\)/gu, '');

/** The forms under which a unit may be called: in full, without its level, without its area. */
function formsOf(name: string): readonly string[] {
  const full = bareName(name);
  const forms = [full, full.replace(levelInFront, ''), full.replace(areaInFront, '')];
  return [...new Set(forms)].filter((form) => form.length >= 2);
}

/** Whether all letters of the shorter stand in the longer in their order, the first being the first of both: 发改委, 达旗. */
export function isShortFor(short: string, long: string): boolean {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** Looks units up by any of their forms. */
export interface UnitNames {
  /** All names as given. */
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  /** The longest form of a known unit with which a text begins. */
  readonly beginning: (text: string) => string | undefined;
}

/** The names of units, to be found again in another form: with or without area and level, or shortened. */
export function unitNames(given: readonly string[]): UnitNames {
  const names = [...new Set(given.map(bareName))].filter((name) => name.length >= 2);
  const forms = new Set(names.flatMap(formsOf));
  const byLength = [...forms].toSorted((a, b) => b.length - a.length);
  const has = (name: string): boolean => {
    const asked = formsOf(name);
    return asked.some((form) => forms.has(form) || byLength.some((known) => isShortFor(form, known) || isShortFor(known, form)));
  };
  return { names, has, beginning: (text) => byLength.find((form) => form.length >= 2 && text.startsWith(form)) };
}

const unitEnd =
  /(?:[局委办厅院部署台站所队社馆校处室组镇乡县市区旗盟州]|街道|中心|联合会|总工会|协会|学会|妇联|工商联|残联|文联|科联|科协|社科联|红十字会|团委|工会|园区?|办事处|管委会|委员会|集团|公司|银行|海关|苏木|农场|林场|医院|学校|大学|学院|支队|大队|总队)$/u;

/** Whether a word ends as names of units do. */
export const looksLikeUnit = (name: string): boolean => name.length >= 2 && name.length <= 24 && unitEnd.test(name);
