/** Administrative divisions (GB/T 2260) from province to county, with the names of old: what lies in what, and when it was called so. */

/** As `assets/divisions` has them: lines of code, name and revisions (YYYYMM). */
export interface DivisionFile {
  readonly current: readonly string[];
  readonly former: readonly string[];
}

export interface Division {
  /** Six digits; the first two are the province's, the first four the prefecture's. */
  readonly code: string;
  readonly name: string;
  /** Months as YYYYMM: it was not there yet in `notYet`, and no more in `gone`; undefined where always, or still. */
  readonly notYet?: number;
  readonly lastSeen?: number;
  readonly gone?: number;
  /** The name since, where it is gone. */
  readonly now?: string;
}

export interface Divisions {
  /** All that ever bore a name. */
  readonly named: (name: string) => readonly Division[];
  /** What lies in a division: counties of a prefecture, prefectures and counties of a province. */
  readonly within: (area: Division) => readonly Division[];
  /** Every name, the longest first. */
  readonly names: readonly string[];
}

const monthOf = (text: string | undefined): number | undefined => (text === undefined || text === '' ? undefined : Number(text));

function read(file: DivisionFile): readonly Division[] {
  const current = file.current.map((line): Division => {
    const [code = '', name = '', since] = line.split(' ');
    const notYet = monthOf(since);
    return { code, name, ...(notYet === undefined ? {} : { notYet }) };
  });
  const former = file.former.map((line): Division => {
    const [code = '', name = '', since, last, gone, now] = line.split(' ');
    const [notYet, lastSeen, end] = [monthOf(since), monthOf(last), monthOf(gone)];
    return {
      code,
      name,
      ...(notYet === undefined ? {} : { notYet }),
      ...(lastSeen === undefined ? {} : { lastSeen }),
      ...(end === undefined ? {} : { gone: end }),
      ...(now === undefined || now === '' ? {} : { now }),
    };
  });
  return [...current, ...former];
}

/** The digits of a code that tell a division: two of a province, four of a prefecture, six of a county. */
const digitsOf = (code: string): string => (code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code);

/** Makes the file ready to be asked. */
export function divisionsOf(file: DivisionFile): Divisions {
  const all = read(file);
  const byName = new Map<string, Division[]>();
  for (const division of all) byName.set(division.name, [...(byName.get(division.name) ?? []), division]);
  const lying = new Map<string, readonly Division[]>();
  return {
    named: (name) => byName.get(name) ?? [],
    within: (area) => {
      const digits = digitsOf(area.code);
      const found = lying.get(digits) ?? all.filter(({ code }) => code.startsWith(digits) && code !== area.code);
      lying.set(digits, found);
      return found;
    },
    names: [...byName.keys()].toSorted((a, b) => b.length - a.length),
  };
}

/** Whether a division bore its name in a month (YYYYMM); what may have been so is taken for so. */
export function stoodIn({ notYet, gone }: Division, month: number): boolean {
  return (notYet === undefined || month > notYet) && (gone === undefined || month < gone);
}
