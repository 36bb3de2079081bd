/** `commission.pass-on`: the day has come on which a unit is gone; its open tasks go over to whoever goes on with its work, or are called off. */
import { accept } from '../domain/outcome.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';
import { passOnTasks } from './unit-tasks-subject.ts';

export interface PassOnCommission {
  readonly site: string;
  readonly unit: number;
}

export const passOnCommission: Action<PassOnCommission, { readonly tasks: number }> = {
  name: 'commission.pass-on',
  says: '撤销、合并的单位没有办完的约稿，转给接办的单位，没有接办的取消',
  needs: 'commission.keep',
  siteOf: ({ site }) => site,
  inside: true,
  input: {
    type: 'object',
    required: ['site', 'unit'],
    properties: { site: siteSchema, unit: idSchema },
    additionalProperties: false,
  },
  async run(context, { site, unit }) {
    const passed = await passOnTasks(context, site, unit);
    if (!passed.ok) return passed;
    if (passed.value === 0) context.goesOn();
    return accept({ tasks: passed.value });
  },
};
