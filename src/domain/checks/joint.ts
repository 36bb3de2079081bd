/** Joint items (联合报送): whose item it is. */
import { compare, fraction, sum } from '../exact.ts';
import type { Finding } from '../outcome.ts';
import { type Check, type CheckContext, fault } from './check.ts';

export const jointUnitsCheck: Check = {
  code: 'joint-units',
  sets: ['submit', 'review', 'publish'],
  run: (context) => [...unitFindings(context), ...shareFindings(context)],
};

function unitFindings({ unit, jointIds, counts }: CheckContext): Finding[] {
  const known = new Map(counts.jointUnits.map((joint) => [joint.id, joint]));
  return jointIds.flatMap((id, index) => {
    const where = `jointIds[${index}]`;
    const joint = known.get(id);
    if (id === unit) return [fault('joint-units', where, '联合单位里不用再写本单位')];
    if (jointIds.indexOf(id) !== index) return [fault('joint-units', where, `联合单位“${joint?.name ?? id}”写了两次`)];
    if (!joint) return [fault('joint-units', where, `没有 ${id} 号单位`)];
    return joint.active ? [] : [fault('joint-units', where, `“${joint.name}”已撤销或合并，请改写现在的单位`)];
  });
}

/** Shares are given for every unit or for none, each above nothing, and make one whole together. */
function shareFindings({ unit, jointIds, content: { shares }, counts }: CheckContext): Finding[] {
  if (shares === undefined || shares.length === 0) return [];
  const where = 'content.shares';
  const wanted = [unit, ...jointIds];
  const nameOf = (id: number): string =>
    id === unit ? '本单位' : (counts.jointUnits.find((joint) => joint.id === id)?.name ?? `${id} 号单位`);
  const held = shares.map((share) => share.unit);
  const findings: Finding[] = [];
  for (const id of wanted) if (!held.includes(id)) findings.push(fault('joint-units', where, `没有写${nameOf(id)}的份额`));
  held.forEach((id, index) => {
    if (!wanted.includes(id)) findings.push(fault('joint-units', `${where}[${index}]`, `${nameOf(id)}不是联合单位，不能有份额`));
    else if (held.indexOf(id) !== index) findings.push(fault('joint-units', `${where}[${index}]`, `${nameOf(id)}的份额写了两次`));
  });
  if (findings.length > 0) return findings;
  const whole = sum(shares.map(({ top, bottom }) => fraction(BigInt(top), BigInt(bottom))));
  return compare(whole, fraction(1n)) === 0 ? [] : [fault('joint-units', where, '各单位份额合计不是 1，请重新分配')];
}
