// What offices published: their known faults of wording are found, and nothing is said of what is right.
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proofreadCommand } from '../../src/cli/proofread.ts';
import type { Point, TextFinding } from '../../src/text/finding.ts';
import { havePublished, published, publishedFile, publishedNames, publishedPath } from '../support/published.ts';

async function findings(file: string, point: Point): Promise<readonly TextFinding[]> {
  const out: string[] = [];
  await proofreadCommand([file, '--json', '--point', point], { stdout: (text) => out.push(text), stderr: () => {} });
  return JSON.parse(out.join('')) as readonly TextFinding[];
}
const pairsOf = (found: readonly TextFinding[]): string[] =>
  found.map(({ text, suggestions }) => `${text.replaceAll(/\s/g, '')}→${suggestions[0] ?? ''}`);

interface Stated {
  readonly knownAnomalies: readonly { readonly where: string; readonly kind: string; readonly detail: string }[];
}

describe.skipIf(!havePublished)('known faults of wording', () => {
  it('are the ones that the documents are stated to have', () => {
    const golden = JSON.parse(published('seeds/golden.json')) as Readonly<Record<string, Stated>>;
    const stated = Object.entries(golden).flatMap(([seed, { knownAnomalies }]) =>
      knownAnomalies
        .filter(({ kind }) => kind === 'typo' || kind === 'injected-spam')
        .map(({ detail }) => `${seed} ${detail.split(' ')[0]}`),
    );
    // Each of them has its test below: a fault that is added here asks for one more.
    expect(stated).toEqual([
      '001 函在线访谈6条',
      "002 '2024欧洲杯下注平台_澳门现金网-官网'",
      '003 政务信息开工作',
      '003 22',
      '004 及时撰搞',
    ]);
  });
  it.each([
    ['seeds', '001', ['函→含']],
    ['seeds', '002', ['2024欧洲杯下注平台_澳门现金网-官网→', '2024欧洲杯下注平台_澳门现金网-官网→']],
    ['seeds', '003', ['政务信息开工作→政务信息公开工作', '相→项']],
    ['seeds', '004', ['撰搞→撰稿']],
    [
      'corpus',
      '043',
      [
        '攻府→政府',
        '齐齐哈市→齐齐哈尔市',
        '秸杆→秸秆',
        '中华人民共合国→中华人民共和国',
        '中共人民共和国→中华人民共和国',
        '中华人民大和国→中华人民共和国',
        '扫黑险恶→扫黑除恶',
      ],
    ],
  ])('of %s %s are found at 严格, with what should stand there', async (part, number, wanted) => {
    expect(pairsOf(await findings(publishedFile(part, number), 'strict'))).toEqual(expect.arrayContaining(wanted));
  });
  it('are found in the same documents in other formats', async () => {
    expect(pairsOf(await findings(publishedPath('seeds/files/001.docx'), 'strict'))).toContain('函→含');
    expect(pairsOf(await findings(publishedPath('seeds/files/002.docx'), 'strict'))).toContain('2024欧洲杯下注平台_澳门现金网-官网→');
    expect(pairsOf(await findings(publishedPath('seeds/files/003.docx'), 'strict'))).toEqual(
      expect.arrayContaining(['政务信息开工作→政务信息公开工作', '相→项']),
    );
    expect(pairsOf(await findings(publishedPath('seeds/files/004.docx'), 'strict'))).toContain('撰搞→撰稿');
  }, 60_000);
});

describe.skipIf(!havePublished)('at 严格', () => {
  const expected = havePublished
    ? (JSON.parse(published('corpus/expectations.json')) as readonly { readonly file: string; readonly type: string }[])
    : [];
  // Faults of figures are not of wording; what is a fault of wording makes a document unclean.
  const faulty = new Set(expected.filter(({ type }) => type === 'typo').map(({ file }) => file));
  const bulletins = havePublished
    ? publishedNames('corpus').filter((name) => name.includes('-bulletin-') && !name.startsWith('043') && !faulty.has(name.slice(0, 3)))
    : [];
  it('there are ten clean bulletins and more to look at', () => {
    expect(bulletins.length).toBeGreaterThanOrEqual(10);
  });
  /** Read one by one by people: what is found there is wrong indeed. */
  const wrongIndeed: Readonly<Record<string, readonly string[]>> = { '037': ['分→份'] };
  it.each(bulletins)('nothing is said of %s but what is wrong', async (name) => {
    const known = wrongIndeed[name.slice(0, 3)] ?? [];
    expect(pairsOf(await findings(publishedPath(`corpus/${basename(name)}`), 'strict'))).toEqual(known);
  });
});
