import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asRead, type Cell, type OfficialDocument } from '../../src/domain/document.ts';
import { createPrinter, formats } from '../../src/engines/documents.ts';
import { readDocument } from '../../src/reading/read.ts';
import { documents } from '../rendering/bulletins.ts';

const printer = createPrinter({ fontFolders: [] });

describe('what was rendered reads back with the same figures and texts', () => {
  for (const [name, document] of documents) {
    for (const format of formats) {
      it(`${name}, as ${format}`, async () => {
        const read = await readDocument(await printer.print(document, format), `通报.${format}`);
        expect(read).toEqual(asRead(document));
      });
    }
  }
});

/** Chinese of any length, Latin words as long as a narrow column holds: a longer one is cut, and no pdf says where. */
const token = fc.oneof(
  fc.constantFrom(...'一二三市县区局办公室信息采用（）、“”〔〕：𬭎㛃𠅤'),
  fc.constantFrom(
    'ABc局',
    '2019年',
    '-3.5分',
    '=1+1，',
    '@某',
    '8%、',
    '<b>号',
    '&amp;条',
    '"x"和',
    "'y'和",
    '\\n类',
    '#set项',
    '$x$式',
    '*粗*体',
    '_a_级',
    '`q`组',
    '~号',
    'WPS Office版',
  ),
);
const word = fc.array(token, { maxLength: 14 }).map((tokens) => tokens.join(''));
const cell: fc.Arbitrary<Cell> = fc.oneof(
  word,
  fc.constantFrom('/', '—', '43.3%', '=SUM(A1)', '+1', '-0', '007', '1,234', null),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 100),
);
const tables = fc.integer({ min: 1, max: 8 }).chain((width) =>
  fc.record({
    columns: fc.array(fc.record({ title: word.map((text) => `列${text}`) }), { minLength: width, maxLength: width }),
    rows: fc.array(fc.record({ cells: fc.array(cell, { minLength: width, maxLength: width }), emphasis: fc.boolean() }), { maxLength: 60 }),
    caption: word.map((text) => `表题${text}`),
    notes: fc.array(
      word.map((text) => `说明${text}。`),
      { maxLength: 2 },
    ),
  }),
);
const anyDocument: fc.Arbitrary<OfficialDocument> = fc.record({
  title: word.map((text) => `关于${text}的通报`),
  blocks: fc
    .array(tables, { minLength: 1, maxLength: 2 })
    .map((all) => [
      { kind: 'paragraph' as const, style: 'body' as const, text: '现将情况通报如下。' },
      ...all.map((table) => ({ kind: 'table' as const, ...table })),
    ]),
  attachments: fc.constant([]),
  issuers: fc.constant(['某市人民政府办公室']),
  issuedOn: fc.constant('2024-02-29'),
});

describe('any small table reads back cell by cell', () => {
  for (const format of formats) {
    it(`as ${format}`, async () => {
      await fc.assert(
        fc.asyncProperty(anyDocument, async (document) => {
          expect(await readDocument(await printer.print(document, format), `通报.${format}`)).toEqual(asRead(document));
        }),
        { numRuns: 40 },
      );
    }, 60_000);
  }
});
