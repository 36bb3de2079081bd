/** `commission.miss`: after the day the office says which units missed it; that is the fact, once, on the day it was due. */
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { type LoadedCommission, loadTasks } from '../store/commissions.ts';
import { postOutcome } from '../store/posting.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SteppedTask, stepTask } from './commission-subject.ts';
import { idSchema, siteSchema, versionSchema } from './submission-subject.ts';

export interface MissCommission {
  readonly site: string;
  readonly commission: number;
  readonly tasks: readonly { readonly task: number; readonly version: number }[];
}

export const missCommission: Action<MissCommission, { readonly tasks: readonly SteppedTask[] }, LoadedCommission> = {
  name: 'commission.miss',
  says: '过了截止日期没有交稿的单位，记为未完成，按截止日期计入',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: {
    type: 'object',
    required: ['site', 'commission', 'tasks'],
    properties: {
      site: siteSchema,
      commission: idSchema,
      tasks: {
        type: 'array',
        minItems: 1,
        maxItems: 300,
        items: {
          type: 'object',
          required: ['task', 'version'],
          properties: { task: idSchema, version: versionSchema },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  async run(context, { site, tasks }, commission) {
    const { client, now } = context;
    const loaded = new Map(
      (
        await loadTasks(
          client,
          site,
          tasks.map(({ task }) => task),
        )
      ).map((one) => [one.id, one]),
    );
    const missed: SteppedTask[] = [];
    for (const [at, { task, version }] of tasks.entries()) {
      const one = loaded.get(task);
      if (one?.commission !== commission.id || tasks.findIndex((other) => other.task === task) < at)
        return refuse('bad-input', [problem('unknown-task', '不是这件约稿的任务，或者写了两次', `tasks[${at}]`)]);
      const stepped = await stepTask(context, one, 'miss', { version }, () => ({ facts: one.facts + 1, posted: true }));
      if (!stepped.ok) return { ...stepped, findings: stepped.findings.map((finding): Finding => ({ ...finding, where: `tasks[${at}]` })) };
      await postOutcome(client, site, one, 'missed', { on: one.due }, now);
      missed.push(stepped.value);
    }
    return accept({ tasks: missed });
  },
};
