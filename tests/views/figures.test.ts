// Every figure of every demo office opens into lines or facts that add up to it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showValue } from '../../src/domain/display.ts';
import { exact, fraction, sum } from '../../src/domain/exact.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { type Ranking, type RankingCell, ranking } from '../../src/views/ranking.ts';
import { type ScoreLines, scoreLines } from '../../src/views/score-lines.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, buildOffice, offices, periodOf, platformOf } from './offices.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const platform = platformOf(world);
  for (const office of offices) await buildOffice(platform, office);
});
afterAll(() => world.close());

const pointsOf = (text: string) => {
  const [top = '', bottom] = text.split('/');
  return bottom === undefined ? exact(top) : fraction(BigInt(top), BigInt(bottom));
};

/** All pages of a figure's lines. */
async function open(site: string, period: { from: string; to: string }, cell: RankingCell, over?: string): Promise<ScoreLines> {
  const pages: ScoreLines[] = [];
  for (let after: string | null | undefined; after !== null; after = pages.at(-1)?.next) {
    const { unit, group, figure } = cell.opens!;
    const input = { site, unit, group, figure, ...period, ...(over ? { over } : {}), ...(after ? { after } : {}) };
    pages.push(accepted(await scoreLines(world.database.pool, terminalActor, input)));
  }
  return { ...pages[0]!, lines: pages.flatMap((page) => page.lines) };
}

/** Every cell that opens, but for the units' names, which open the score that stands in a column of its own. */
const cellsOf = (seen: Ranking): RankingCell[] =>
  seen.tables.flatMap((table) =>
    table.rows.flatMap((row) => row.cells.filter((cell, at) => cell.opens && table.columns[at]?.figure !== '单位')),
  );

async function check(office: string, period: { from: string; to: string }, cell: RankingCell): Promise<void> {
  const opened = await open(office, period, cell);
  const where = JSON.stringify(cell.opens);
  expect(opened.figure.shown, where).toBe(cell.shown);
  if (opened.kind === 'formula') return expect(opened.parts.length, where).toBeGreaterThan(0);
  expect(opened.lines, where).toHaveLength(opened.count);
  expect(opened.sum, where).toBe(opened.figure.shown);
  const total = sum(opened.lines.map((line) => pointsOf(line.points)));
  if (/^-?[\d.]+$/.test(opened.figure.shown)) expect(showValue(total), where).toBe(opened.figure.shown);
  else expect(total.n, where).toBe(0n);
  expect(new Set(opened.lines.map((line) => line.key)).size, where).toBe(opened.lines.length);
  for (const line of opened.lines) expect(line.day >= period.from && line.day <= period.to, where).toBe(true);
}

describe.each(offices)('%s', (office) => {
  it('opens each figure into lines or facts whose sum is the figure, and each formula into parts', async () => {
    const period = periodOf(office);
    const seen = accepted(await ranking(world.database.pool, terminalActor, { site: office, ...period }));
    const cells = cellsOf(seen);
    expect(cells.length).toBeGreaterThan(20);
    // Four at a time, as many as the world has connections.
    for (let at = 0; at < cells.length; at += 4) await Promise.all(cells.slice(at, at + 4).map((cell) => check(office, period, cell)));
  }, 120_000);
});
