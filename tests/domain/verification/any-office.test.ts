// What holds for any bulletin of any office: right ones pass, and one fault of any kind is found where it is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadDocument } from '../../../src/domain/document.ts';
import type { Finding, FindingKind } from '../../../src/domain/verification/finding.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { openVerifier } from '../../../src/engines/verifier.ts';
import { anyBulletin, anyRated, anyScored, type Made, periodOf, withCell, withParagraph } from './any-office.ts';

const told = await openVerifier();
/** Wording takes the longest, and is looked at where it is what a test is about. */
const look = (document: ReadDocument): readonly Finding[] => verify(document, { divisions: told.divisions });
const read = (document: ReadDocument): readonly Finding[] => verify(document, told).filter(({ severity }) => severity !== 'note');
const found = (document: ReadDocument, kind: FindingKind): readonly Finding[] =>
  look(document).filter((finding) => finding.kind === kind && finding.severity !== 'note');
const runs = { numRuns: 30 };
const paragraphWith = ({ document }: Made, text: string): number => document.paragraphs.findIndex((one) => one.includes(text));

/** Another period of the same length. */
function elsewhere({ year, first, last }: Made['period'], way: number): Made['period'] {
  const length = last - first + 1;
  if (length === 12 || way % 2 === 0) return periodOf(year + (way % 4 < 2 ? 1 : -1), first, length, way);
  return periodOf(year, ((first - 1 + length) % 12) + 1, length, way);
}

describe('any bulletin that is right', () => {
  it('has nothing that anybody needs to look at', () => {
    fc.assert(
      fc.property(anyBulletin, ({ document }) => {
        expect(look(document).filter(({ severity }) => severity !== 'note')).toEqual([]);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(anyBulletin, ({ document }) => {
        expect(read(document)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a period', () => {
  it('in brackets that are not those of its name is found there', () => {
    fc.assert(
      fc.property(
        anyBulletin.filter((made) => paragraphWith(made, `${made.period.name}（`) >= 0),
        fc.nat(),
        (made, way) => {
          const at = paragraphWith(made, `${made.period.name}（`);
          const wrong = withParagraph(
            made.document,
            at,
            made.document.paragraphs[at]!.replace(made.period.days, elsewhere(made.period, way).days),
          );
          expect(found(wrong, 'period').map(({ where }) => where.paragraph)).toEqual([at]);
        },
      ),
      runs,
    );
  });

  it('of the statistics that is not the one reported is found in the note', () => {
    fc.assert(
      fc.property(anyBulletin, fc.nat(), (made, way) => {
        const at = made.document.paragraphs.findLastIndex((text) => text.includes(made.period.days));
        const wrong = withParagraph(
          made.document,
          at,
          made.document.paragraphs[at]!.replace(made.period.days, elsewhere(made.period, way).days),
        );
        expect(found(wrong, 'period').map(({ where }) => where.paragraph)).toEqual([at]);
      }),
      runs,
    );
  });

  it('of the title that is not that of the text is found there', () => {
    fc.assert(
      fc.property(anyBulletin, fc.nat(), ({ document, period }, way) => {
        const wrong = { ...document, title: document.title.replace(period.name, elsewhere(period, way).name) };
        expect(found(wrong, 'period').map(({ where }) => where.part)).toEqual(['title']);
      }),
      runs,
    );
  });

  it('of a table that is not that of the document is found at its caption', () => {
    fc.assert(
      fc.property(
        anyBulletin.filter(({ document, period }) => document.tables[0]!.caption!.includes(period.name)),
        fc.nat(),
        ({ document, period }, way) => {
          const [first, ...rest] = document.tables;
          const caption = first!.caption!.replace(period.name, elsewhere(period, way).name);
          const wrong = { ...document, tables: [{ ...first!, caption }, ...rest] };
          expect(found(wrong, 'period').map(({ where }) => where)).toEqual([{ table: 0 }]);
        },
      ),
      runs,
    );
  });
});

describe('a note', () => {
  it('that gives another worth than the columns show is found there', () => {
    fc.assert(
      fc.property(anyScored, fc.constantFrom(1, 7, 9, 12), (made, points) => {
        const shape = new RegExp(`(得|计|记)${made.points}分`, 'u');
        const at = made.document.paragraphs.findIndex((text) => shape.test(text));
        const wrong = withParagraph(made.document, at, made.document.paragraphs[at]!.replace(shape, `$1${points}分`));
        expect(found(wrong, 'note').map(({ where, stated, expected }) => [where.paragraph, stated, expected])).toEqual([
          [at, points, made.points],
        ]);
      }),
      runs,
    );
  });
});

describe('a unit', () => {
  it('that the text praises and no table lists is found in the text', () => {
    fc.assert(
      fc.property(
        anyBulletin,
        fc.nat(),
        fc.constantFrom('县档案馆', '九龙镇', '市口岸办', '外事办公室', '望江街道'),
        (made, which, name) => {
          const list = made.praised.join('、');
          const at = paragraphWith(made, list);
          const names = made.praised.with(which % made.praised.length, name);
          const wrong = withParagraph(made.document, at, made.document.paragraphs[at]!.replace(list, names.join('、')));
          expect(found(wrong, 'missing-unit').map(({ where, stated }) => [where.paragraph, stated])).toEqual([[at, name]]);
        },
      ),
      runs,
    );
  });
});

describe('a cell', () => {
  it('that holds no number is found', () => {
    fc.assert(
      fc.property(anyBulletin, fc.nat(), fc.constantFrom('待定', '约12', 'l2', '十余', '同上', '未统计'), (made, at, text) => {
        const row = at % 5;
        const column = made.document.tables[0]!.columns.findIndex((title) => /采用|采纳/u.test(title));
        const wrong = withCell(made.document, 0, row, column, text);
        expect(found(wrong, 'non-numeric-cell').map(({ where }) => [where.table, where.row, where.column])).toEqual([[0, row, column]]);
      }),
      runs,
    );
  });

  it('with more used than sent in is found', () => {
    fc.assert(
      fc.property(anyRated, fc.nat(), ({ document }, at) => {
        const row = at % (document.tables[0]!.rows.length - 1);
        const used = Number(document.tables[0]!.rows[row]![2]) + 3;
        expect(found(withCell(document, 0, row, 3, used), 'consistency').map(({ where }) => [where.row, where.column])).toEqual([[row, 3]]);
      }),
      runs,
    );
  });

  it('of nothing is found where the note says that such rows are left out', () => {
    fc.assert(
      fc.property(
        anyRated,
        fc.constantFrom('采纳数为“0”的单位未列出', '采用条数为0的单位不列入', '采纳数为零的单位未列', '未采用信息的单位未列出'),
        ({ document }, words) => {
          const [table] = document.tables;
          const row = table!.rows.length - 1;
          const rows = [...table!.rows.slice(0, row), [row + 1, '县文联', 3, 0, '0%'], table!.rows[row]!];
          const wrong = {
            ...document,
            paragraphs: [...document.paragraphs.filter((text) => !text.startsWith('注')), `注：${words}。`],
            tables: [{ ...table!, rows }],
          };
          expect(
            look(wrong)
              .filter(({ kind }) => kind === 'zero-row')
              .map(({ where }) => where.row),
          ).toEqual([row]);
        },
      ),
      runs,
    );
  });
});

describe('dates and numbers', () => {
  it('that no calendar has are found', () => {
    const days = ['2月30日', '4月31日', '6月31日', '9月31日', '11月31日', '1月32日', '13月5日', '12月0日'];
    fc.assert(
      fc.property(anyBulletin, fc.constantFrom(...days), fc.nat(4), (made, day, way) => {
        const at = way % 4 === 0 ? paragraphWith(made, '加强信息审核') : 1;
        const stated = `${made.period.year + 1}年${day}`;
        const wrong = withParagraph(made.document, at, `${made.document.paragraphs[at]}有关情况请于${stated}前报送。`);
        expect(found(wrong, 'date').map(({ where, severity }) => [where.paragraph, severity])).toEqual([[at, 'error']]);
      }),
      runs,
    );
  });

  it('of a document that is issued before its period is over, or numbered in another year, are found', () => {
    fc.assert(
      fc.property(anyBulletin, ({ document, period }) => {
        const issued = (year: number): readonly Finding[] => {
          const paragraphs = document.paragraphs.map((text) =>
            /^\d{4}年\d+月\d+日$/u.test(text) ? `${year}年${period.first}月2日` : text,
          );
          const early = { ...document, issuedOn: `${year}-${String(period.first).padStart(2, '0')}-02`, paragraphs };
          return look(early).filter(({ kind, where }) => kind === 'date' && where.paragraph !== undefined);
        };
        expect(issued(period.year).map(({ severity }) => severity)).toEqual(['note']);
        expect(issued(period.year - 1).map(({ severity }) => severity)).toEqual(['warning']);
        const number = document.documentNumber!.replace(/\d{4}/u, (year) => String(Number(year) - 2));
        expect(found({ ...document, documentNumber: number }, 'date').map(({ where }) => where.part)).toEqual(['document-number']);
      }),
      runs,
    );
  });

  it.each([
    ['brackets', (text: string, way: number) => text.replace(/〔(\d+)〕/u, ['[$1]', '（$1）', '($1)', '【$1】', '［$1］', '$1'][way % 6]!)],
    ['a 第', (text: string) => text.replace(/〕/u, '〕第')],
    ['a nought', (text: string) => text.replace(/〕/u, '〕0')],
    ['a short year', (text: string) => text.replace(/〔\d\d/u, '〔')],
    ['another order', (text: string) => text.replace(/^(\D+)(〔\d+〕)(\d+号)$/u, '$2$1$3')],
  ])('with %s that the standard does not have are found', (_, change) => {
    fc.assert(
      fc.property(anyBulletin, fc.nat(), fc.boolean(), ({ document }, way, inText) => {
        const number = change(document.documentNumber!, way);
        const { documentNumber, ...rest } = document;
        const wrong = inText ? { ...rest, paragraphs: [number, ...document.paragraphs] } : { ...document, documentNumber: number };
        const [finding, ...others] = found(wrong, 'document-number');
        expect(others).toEqual([]);
        expect(finding).toMatchObject({ stated: number, expected: documentNumber });
        expect(finding!.where).toEqual(inText ? { paragraph: 0 } : { part: 'document-number' });
      }),
      runs,
    );
  });
});

describe('what an intruder put there', () => {
  it.each([
    '2024欧洲杯下注平台_皇冠体育网-官网',
    '2024欧洲杯下注平台_澳门现金网-官网',
    '世界杯买球平台_新葡京娱乐城-官方网站',
    '澳门威尼斯人现金网_真人百家乐-首页',
    '皇冠体育投注网站_太阳城娱乐-官网',
    '2023世界杯投注官网_永利博彩-入口',
    '金沙娱乐城_老虎机下载-官网',
    '体育博彩平台_澳门赌场-官方',
    '棋牌娱乐平台_真人荷官官网',
    '彩票投注平台_棋牌娱乐-APP下载',
  ])('is found in the text and in a cell: %s', (spam) => {
    fc.assert(
      fc.property(anyBulletin, fc.boolean(), (made, inCell) => {
        const at = paragraphWith(made, '加强信息审核');
        const text = made.document.paragraphs[at]!;
        const name = made.document.tables[0]!.columns.findIndex((title) => /单位/u.test(title));
        const wrong = inCell
          ? withCell(made.document, 0, 1, name, `${made.document.tables[0]!.rows[1]![name]}${spam}`)
          : withParagraph(made.document, at, text.replace('加强', `${spam}加强`));
        const [finding] = found(wrong, 'spam');
        expect(finding?.severity).toBe('error');
        expect(finding?.where).toMatchObject(inCell ? { table: 0, row: 1, column: name } : { paragraph: at });
      }),
      { numRuns: 10 },
    );
  });
});

describe('a wrong character', () => {
  const slips = [
    ['现将', '现奖'],
    ['通报如下', '通抱如下'],
    ['信息审核', '信息审该'],
    ['采用情况', '彩用情况'],
    ['信息质量', '信息质童'],
    ['政府网站', '政俯网站'],
    ['各单位要', '各单立要'],
    ['不断提高', '不断提搞'],
    ['原则', '原侧'],
    ['加强', '加墙'],
  ] as const;

  it('is found in the sentence where it stands, mostly', () => {
    let [asked, heard] = [0, 0];
    fc.assert(
      fc.property(anyBulletin, fc.constantFrom(...slips), (made, [right, wrong]) => {
        const at = paragraphWith(made, right);
        fc.pre(at >= 0);
        const places = read(withParagraph(made.document, at, made.document.paragraphs[at]!.replace(right, wrong)));
        asked += 1;
        if (places.some(({ kind, where }) => kind === 'wording' && where.paragraph === at)) heard += 1;
      }),
      runs,
    );
    expect(heard / asked).toBeGreaterThan(0.6);
  });

  it('that the document writes throughout is how its people say it', () => {
    const sentence = '各旗区要认真总结经验，各旗区要加大信息报送力度，其他旗区要提高信息的报送质量和数量。';
    const document = { title: '通报', paragraphs: [sentence, sentence], tables: [] };
    expect(read(document).filter(({ kind }) => kind === 'wording')).toEqual([]);
  });
});
