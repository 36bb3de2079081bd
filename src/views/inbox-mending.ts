/** What an inspection found and somebody has to do something about, as lines of the inbox: put right, told to the unit, looked at again. */
import { type Actor, type Capability, mayIn } from '../domain/permission.ts';
import { rowsReached } from '../store/visible.ts';

export const mendingTasks = ['mend', 'notify-mending', 'close-mending'] as const;
export type MendingTask = (typeof mendingTasks)[number];
export const isMending = (task: string): task is MendingTask => (mendingTasks as readonly string[]).includes(task);

/** Tasks whose things are no items. */
export const ofOtherThings = `'{commission,${mendingTasks.join(',')}}'::text[]`;

/** Of the page `p`: the rectification `r`, what was found `f`, and of what `o`. */
export const mendingJoins = `left join rectifications r on p.task = any('{${mendingTasks.join(',')}}'::text[]) and r.site_id = p.site_id and r.id = p.id
         left join inspection_findings f on f.site_id = r.site_id and f.id = r.inspection_finding_id
         left join inspection_subjects o on o.site_id = f.site_id and o.id = f.subject_id`;

/** Of `r`; `$1` is the person. */
const rules: Readonly<Record<MendingTask, { readonly needs: Capability; readonly where: (alone: string) => string }>> = {
  mend: { needs: 'rectification.reply', where: () => `r.state = 'noticed'` },
  'notify-mending': { needs: 'rectification.manage', where: () => `r.state = 'confirmed'` },
  'close-mending': {
    needs: 'rectification.manage',
    where: (alone) => `r.state = 'replied' and (r.confirmed_by is distinct from $1 or ${alone})`,
  },
};

/** `alone`: SQL for whether one person may do all of it. What is due tomorrow, or was, is urgent. */
export function mendingBranch(actor: Actor, task: MendingTask, site: string, alone: string, bind: (value: unknown) => string): string[] {
  const { needs, where } = rules[task];
  if (!mayIn(actor, needs, site)) return [];
  const reached = rowsReached(actor, needs, site, { unit: 'f.unit_id' }, bind);
  return [
    `select ${bind(task)}::text as task, coalesce(r.due_on <= (now() at time zone 'Asia/Shanghai')::date + 1, false) as urgent,
        coalesce(r.replied_at, r.recorded_at) as since, r.site_id, r.id
      from rectifications r join inspection_findings f on f.site_id = r.site_id and f.id = r.inspection_finding_id
      where r.site_id = ${bind(site)} and ${where(alone)} and ${reached}`,
  ];
}
