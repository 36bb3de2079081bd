import { afterAll, describe, expect, it } from 'vitest';
import { ProofreaderFailed, type SiteWording } from '../../src/domain/wording/proofreader.ts';
import { createProofreader } from '../../src/engines/proofreader.ts';
import { figureNames } from '../../src/text/figures.ts';

const engine = createProofreader({ longFrom: 200 });
afterAll(() => engine.close());
const wording: SiteWording = {
  ...{ site: 'office', version: '1', off: [], allowed: [], holders: [], units: [], formerUnits: [] },
  entries: [{ kind: 'forbidden', find: '弱势群众', put: ['困难群众'] }],
};
const looking = { point: 'strict', on: '2024-05-15' } as const;
const line = '全县各乡镇认真落实工作部署，走访弱势群众。';

describe('proofreading for a server', () => {
  it('finds the same in a thread of its own as at once', async () => {
    const here = await engine.look(wording, line, looking);
    expect(here.map(({ text }) => text)).toEqual(['弱势群众']);
    const apart = await engine.look(wording, line.repeat(20), looking);
    expect(apart.map(({ start }) => start)).toEqual(Array.from({ length: 20 }, (_, at) => at * line.length + 16));
  });

  it('looks with changed lists at once, in both places, and says which version it holds', async () => {
    const changed = { ...wording, version: '2', entries: [] };
    expect(await engine.look(changed, line, looking)).toEqual([]);
    expect(await engine.look(changed, line.repeat(20), looking)).toEqual([]);
    expect(engine.held('office', '2')).toBe(changed);
    expect(engine.held('office', '1')).toBeUndefined();
    expect(engine.held('elsewhere', '2')).toBeUndefined();
  });

  it('keeps sites apart', async () => {
    const other = { ...wording, site: 'other', entries: [] };
    const both = await Promise.all([engine.look(wording, line.repeat(21), looking), engine.look(other, line.repeat(21), looking)]);
    expect(both.map((found) => found.length)).toEqual([21, 0]);
  });

  it('does not look at the same text twice under the same lists', async () => {
    expect(await engine.look(wording, line, looking)).toBe(await engine.look(wording, line, looking));
  });

  it('gives up a text that takes too long, and goes on with the next', async () => {
    const hasty = createProofreader({ longFrom: 1, limit: 1 });
    await expect(hasty.look(wording, line.repeat(500), looking)).rejects.toBeInstanceOf(ProofreaderFailed);
    await hasty.close();
    const patient = createProofreader({ longFrom: 1 });
    expect(await patient.look(wording, line, looking)).toHaveLength(1);
    await patient.close();
  });

  it('falls back on the model that ships where a site’s own is gone', async () => {
    const gone = createProofreader({ readModel: async () => undefined });
    expect(await gone.look({ ...wording, model: 'a'.repeat(64) }, '召开了全面工作会义。', looking)).toEqual(
      await gone.look({ ...wording, version: '9' }, '召开了全面工作会义。', looking),
    );
    await gone.close();
  });

  it('gives the figures of a mistaken character, and none where the model would not propose it', async () => {
    const text = '会议强调，要认真贯彻落实党中央、国务院决策部署，切实加强组织领到。';
    const [found] = await engine.look(wording, text, { ...looking, point: 'full' });
    expect(found?.kind).toBe('typo');
    const figures = await engine.figures(wording, text, found?.start ?? 0, found?.suggestions[0] ?? '');
    expect(figures).toHaveLength(figureNames.length);
    expect(await engine.figures(wording, text, 0, '慧')).toBeUndefined();
  });
});
