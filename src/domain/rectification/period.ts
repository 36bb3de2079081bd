/** The wording errors of a period in words and as a table: for a bulletin's 存在的问题 and the office's page. */
import { showDate } from '../display.ts';
import type { Table } from '../document.ts';
import { type RectificationState, rectificationStateNames } from './lifecycle.ts';

/** A confirmed error of a unit, found in the period, as a bulletin freezes it. */
export interface FrozenRectification {
  readonly unit: string;
  readonly title: string;
  readonly place: string;
  readonly word: string;
  readonly correction: string;
  /** YYYY-MM-DD. */
  readonly foundOn: string;
  readonly dueOn: string | null;
  readonly state: RectificationState;
  readonly overdue: boolean;
}

/** Units named in a sentence; the others are only counted. */
const MOST_NAMED = 5;

/** One sentence; undefined where nothing was found. */
export function rectificationSentence(rows: readonly FrozenRectification[]): string | undefined {
  if (rows.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const { unit } of rows) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const worst = [...counts].sort(([, a], [, b]) => b - a);
  const named = worst.slice(0, MOST_NAMED).map(([unit, count]) => `${unit}${count}处`);
  const open = rows.filter(({ state }) => state !== 'closed').length;
  const late = rows.filter(({ overdue }) => overdue).length;
  const rest = open === 0 ? '，已全部整改' : `，尚未办结${open}处${late === 0 ? '' : `，其中逾期未整改${late}处`}`;
  return `报送的信息有错情${rows.length}处（${named.join('、')}${worst.length > MOST_NAMED ? '等' : ''}）${rest}`;
}

/** Which unit, which item, what is wrong, until when, how it stands. Undefined where there is nothing to print. */
export function rectificationTable(rows: readonly FrozenRectification[]): Table | undefined {
  if (rows.length === 0) return undefined;
  return {
    columns: [
      { title: '单位', align: 'left', width: 1.6 },
      { title: '信息标题', align: 'left', width: 3 },
      { title: '错处', align: 'left', width: 1.4 },
      { title: '应为', align: 'left', width: 1.4 },
      { title: '整改期限', align: 'center', width: 1.5 },
      { title: '整改情况', align: 'center', width: 1.1 },
    ],
    rows: rows.map(({ unit, title, word, correction, dueOn, state, overdue }) => ({
      cells: [
        ...[unit, title, word, correction === '' ? '（删去）' : correction, dueOn === null ? '—' : showDate(dueOn)],
        overdue ? '逾期未整改' : rectificationStateNames[state],
      ],
    })),
  };
}
