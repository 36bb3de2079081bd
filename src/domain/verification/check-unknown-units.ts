import { editDistance } from '../nearest.ts';
import { documentPeriod } from './check-periods.ts';
import { type Division, type Divisions, stoodIn } from './divisions.ts';
import { titlesOf } from './document-texts.ts';
import { type Check, type DocumentView, placeOf, rowName, tableName } from './document-view.ts';
import { squeeze } from './figures.ts';
import type { Finding } from './finding.ts';
import { type TableView, unitRows, type ViewRow } from './table-view.ts';
import { bareName, isShortFor } from './unit-names.ts';

/** A name of a division and nothing else: 杭锦旗, not 杭锦旗教育局 nor a zone of development. */
const division = /^[\u4e00-\u9fff]{1,14}(?:市|县|区|旗|盟|州|地区)$/u;
const zone =
  /(?:开发|高新|园|新|管理|示范|工业|风景|名胜|度假|保税|试验|实验|集聚|合作|产业|矿|林|景|功能|经开|物流|港|垦|库|社|校|辖|城|镇|街)区$/u;

/** The month (YYYYMM) that a document speaks of: the end of its period, else of its issue. */
function monthOf(view: DocumentView): number | undefined {
  const end = documentPeriod(view)?.period.to;
  const month = end === undefined ? undefined : new Date(end * 86_400_000);
  if (month !== undefined) return month.getUTCFullYear() * 100 + month.getUTCMonth() + 1;
  const issued = view.document.issuedOn;
  return issued === undefined ? undefined : Number(issued.slice(0, 4)) * 100 + Number(issued.slice(5, 7));
}

/** The prefecture or province whose office this is, by title and issuer; undefined where they name none, or a county, whose units are no divisions. */
function areaOf(view: DocumentView, divisions: Divisions): Division | undefined {
  const head = squeeze([...titlesOf(view.document).map(({ text }) => text), view.document.issuer ?? ''].join(' '));
  const names = divisions.names.filter((name) => name.length >= 3 && head.includes(name));
  const found = names.flatMap((name) => divisions.named(name).filter(({ gone }) => gone === undefined));
  const deepest = found.toSorted((a, b) => depth(b) - depth(a))[0];
  return deepest === undefined || depth(deepest) === 3 ? undefined : deepest;
}

const depth = ({ code }: Division): number => (code.endsWith('0000') ? 1 : code.endsWith('00') ? 2 : 3);

interface Asked {
  readonly divisions: Divisions;
  readonly area: Division;
  readonly month: number;
}

/** Names of the area that a short one may stand for: 达旗 is 达拉特旗, 土左旗 is 土默特左旗. */
const shortenings = (name: string, within: readonly Division[]): readonly Division[] =>
  within.filter((one) => isShortFor(name, one.name) && one.name.at(-1) === name.at(-1));

type Verdict = Pick<Finding, 'severity' | 'expected'> & { readonly says: string };

function outOfTime(name: string, own: readonly Division[], month: number): Verdict | undefined {
  if (own.length === 0 || own.some((one) => stoodIn(one, month))) return undefined;
  const gone = own.find((one) => one.gone !== undefined && month >= one.gone);
  if (gone === undefined) return { severity: 'note', says: `“${name}”此时尚未设立` };
  const since = gone.now === undefined ? '已撤销' : `已改为“${gone.now}”`;
  const says = `“${name}”至迟${Math.floor(gone.gone! / 100)}年${since}`;
  return gone.now === undefined ? { severity: 'warning', says } : { severity: 'warning', says, expected: gone.now };
}

/** What is wrong with a name in an area at a time; undefined where it is right, or nothing is known of it. */
function judge(name: string, { divisions, area, month }: Asked): Verdict | undefined {
  const within = divisions.within(area);
  const own = within.filter((one) => one.name === name);
  if (own.length > 0) return outOfTime(name, own, month);
  const elsewhere = divisions.named(name).filter((one) => stoodIn(one, month) && one.code !== area.code);
  const short = shortenings(name, within);
  const neighbour = elsewhere.find(({ code }) => code.slice(0, 2) === area.code.slice(0, 2));
  const standing = within.filter((one) => stoodIn(one, month));
  if (neighbour !== undefined && depth(area) === 2 && neighbour.name.length > 2) {
    const [likely] = short.length > 0 ? short : standing.filter((one) => editDistance(one.name, name) === 1);
    const home = divisions.names
      .flatMap((one) => divisions.named(one))
      .find((one) => one.code === `${neighbour.code.slice(0, 4)}00` && one.gone === undefined);
    const says = `“${name}”属${home?.name ?? '其他地区'}，不在${area.name}`;
    return likely === undefined ? { severity: 'warning', says } : { severity: 'warning', says, expected: likely.name };
  }
  if (short.length > 0 || elsewhere.length > 0 || name.length < 3) return undefined;
  const near = standing.filter((one) => one.name.length === name.length && name.length >= 3 && editDistance(one.name, name) === 1);
  if (near.length !== 1 || name.length < 4) return undefined;
  return { severity: 'warning', says: `${area.name}没有“${name}”`, expected: near[0]!.name };
}

function finding(table: TableView, row: ViewRow, verdict: Verdict): Finding {
  const { says, severity, expected } = verdict;
  const hint = expected === undefined ? '' : `，是否为“${expected}”`;
  const message = `${tableName(table)}中的${rowName(row)}：${says}${hint}，请核对单位名称。`;
  const column = table.columns.findIndex(({ role }) => role === 'name');
  const where = placeOf(table, row, column < 0 ? undefined : column);
  const base: Finding = { kind: 'unknown-unit', severity, where, stated: row.name, message };
  return expected === undefined ? base : { ...base, expected };
}

function rowsIn(rows: readonly ViewRow[], table: TableView, asked: Asked): readonly Finding[] {
  const listed = new Set(rows.map((row) => bareName(row.name)));
  return rows.flatMap((row): readonly Finding[] => {
    const name = bareName(row.name);
    if (!division.test(name) || zone.test(name)) return [];
    const verdict = judge(name, asked);
    // what it might be stands in the list already
    const taken = typeof verdict?.expected === 'string' && listed.has(verdict.expected);
    if (verdict === undefined) return [];
    return [finding(table, row, taken ? { severity: verdict.severity, says: verdict.says } : verdict)];
  });
}

/** The counties under an area, and those of the office's own area, exist there at that time: GB/T 2260 with the names of old. */
export const unknownUnitCheck: Check = {
  name: 'units exist in their area',
  find: (view: DocumentView) => {
    const { divisions } = view;
    const month = monthOf(view);
    if (divisions === undefined || month === undefined) return [];
    const own = areaOf(view, divisions);
    return view.tables.flatMap((table) => {
      const groups = view.groupings.get(table)?.groups;
      if (groups !== undefined) {
        return groups.flatMap(({ head, members }) => {
          const area = divisions.named(bareName(head.name)).find((one) => depth(one) === 2 && stoodIn(one, month));
          return area === undefined ? [] : rowsIn(members, table, { divisions, area, month });
        });
      }
      return own === undefined ? [] : rowsIn(unitRows(table), table, { divisions, area: own, month });
    });
  },
};
