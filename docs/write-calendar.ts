/**
 * Writes assets/calendar/cn.json from an unpacked chinese-days package: `node docs/write-calendar.ts FOLDER YYYY-MM-DD`, where the day is the one on
 * which the package was fetched. Only facts are taken: which days were declared free, on which weekends people worked, for which holiday.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, taken] = process.argv.slice(2);
if (!folder || !taken) throw new Error('usage: node docs/write-calendar.ts FOLDER YYYY-MM-DD');
const json = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const { name, version, license } = json('package.json');
type Named = Readonly<Record<string, string>>;
const { holidays, workdays }: { holidays: Named; workdays: Named } = json('dist/chinese-days.json');

/** `New Year's Day,元旦,1` → 元旦, by day, in order. */
const ofYear = (days: Named, year: string): Named =>
  Object.fromEntries(
    Object.entries(days)
      .filter(([day]) => day.startsWith(year))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, said]) => [day, said.split(',')[1] ?? said]),
  );

const years = [...new Set(Object.keys(holidays).map((day) => day.slice(0, 4)))].sort();
const calendar = {
  source: { name, version, license, taken, of: '国务院办公厅历年关于部分节假日安排的通知' },
  years: Object.fromEntries(years.map((year) => [year, { off: ofYear(holidays, year), work: ofYear(workdays, year) }])),
};
const target = fileURLToPath(new URL('../assets/calendar/cn.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(calendar, null, 1)}\n`);
process.stdout.write(`${target}: ${years.length} years\n`);
