/** `inspection.start`: an inspection begins; its subjects are all those of its kinds, or the sample that its seed draws from them. */
import { drawSample } from '../domain/inspection/sample.ts';
import { problem, refuse } from '../domain/outcome.ts';
import { addToInspection, type LoadedInspection, subjectsOfKinds } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { inspectionSubject, type SeenInspection, type SteppedInspection, seenSchema, stepInspection } from './inspection-subject.ts';

export const startInspection: Action<SeenInspection, SteppedInspection, LoadedInspection> = {
  name: 'inspection.start',
  says: '开始检查，定下检查对象；抽查的按随机种子抽出',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  subject: inspectionSubject,
  input: seenSchema('inspection'),
  async run(context, { site, version }, loaded) {
    const { method, kinds, sampleSize, seed } = loaded;
    const all = method === 'list' ? [] : await subjectsOfKinds(context.client, site, kinds);
    const chosen = method === 'sample' && sampleSize !== undefined ? drawSample(all, sampleSize, seed) : all;
    if (method !== 'list' && chosen.length === 0)
      return refuse('conflict', [problem('no-subjects', '名册中还没有这些类别的检查对象，请先增加，或者导入检查清单')]);
    const stepped = await stepInspection(context, loaded, 'start', { version, detail: { among: all.length, subjects: chosen.length } });
    if (stepped.ok) await addToInspection(context.client, site, loaded.id, chosen);
    return stepped;
  },
};
