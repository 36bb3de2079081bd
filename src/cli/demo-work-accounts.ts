/** Accounts of the demo office as the terminal shows them, once. */
import { type HeldRole, roleNames } from '../domain/permission.ts';
import type { Office } from './demo-work-office.ts';

interface Account {
  readonly role: string;
  readonly place: string;
  readonly name: string;
  readonly signInName: string;
  readonly password: string;
}
export type Accounts = readonly Account[];

/** Everybody of the office and the platform, and the people of a few units. */
export function accountsShown(office: Office, units: readonly string[]): Accounts {
  return [...office.people.values()].flatMap(({ id, roles, name, signInName, password }) => {
    const [held] = roles;
    if (!held || office.left.has(id) || (held.unit !== undefined && !units.includes(held.unit))) return [];
    const place = held.unit ?? (held.platform ? '平台' : '县政府办公室');
    return [{ role: roleNames[held.role as HeldRole], place, name, signInName, password }];
  });
}

/** Chinese characters are two columns wide in a terminal. */
const widthOf = (text: string): number => [...text].reduce((width, char) => width + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);

export function accountTable(accounts: Accounts): string {
  const rows = [
    ['角色', '单位', '姓名', '登录名', '口令'],
    ...accounts.map(({ role, place, name, signInName, password }) => [role, place, name, signInName, password]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => `${cell}${' '.repeat((widths[column] ?? 0) - widthOf(cell))}`)
      .join('  ')
      .trimEnd();
  return rows.map((row) => `  ${line(row)}\n`).join('');
}
