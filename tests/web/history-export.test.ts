import { expect, it } from 'vitest';
import { csvText } from '../../src/domain/import/csv.ts';
import { everyLine } from '../../src/web/pages/history/export.ts';

it('a table of history holds no formula that a spreadsheet would run, and keeps signs of its own', () => {
  expect(
    csvText([
      ['时间', '理由'],
      ['=HYPERLINK("x")', '说"好",\n又说'],
    ]),
  ).toBe(`\ufeff"时间","理由"\r\n"'=HYPERLINK(""x"")","说""好"",\n又说"\r\n`);
});

it('all pages are read, up to a number that a browser can hold', async () => {
  const page = (from: number, last: boolean) => ({
    rows: Array.from({ length: 200 }, (_, n) => ({ id: from - n })),
    ...(last ? {} : { next: String(from - 200) }),
    seals: {},
  });
  const asked: (string | undefined)[] = [];
  const some = await everyLine(
    async ({ after }) => {
      asked.push(after);
      return page(Number(after ?? 600), asked.length === 3) as never;
    },
    () => {},
  );
  expect(asked).toEqual([undefined, '400', '200']);
  expect(some).toMatchObject({ complete: true });
  expect(some.rows).toHaveLength(600);
  const endless = await everyLine(
    async () => page(600, false) as never,
    () => {},
  );
  expect(endless).toMatchObject({ complete: false });
  expect(endless.rows).toHaveLength(10_000);
});
