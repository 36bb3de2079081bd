/** Units as somebody writes or pastes them: a line each, «名称，分组，类别», two blanks before what lies below the line above. */
import type { PlannedUnit } from '../../../domain/organisation/site-plan.ts';

/** A full-width blank or a tabulator goes down one level, like two blanks. */
const depthOf = (line: string): number => {
  const before = /^[ \t　]*/.exec(line)?.[0] ?? '';
  return Math.floor([...before].reduce((width, character) => width + (character === ' ' ? 1 : 2), 0) / 2);
};

/** In their order; a name that stands twice gets its superior's before it. `ownFirst`: the first line is the office itself. */
export function readUnits(text: string, ownFirst: boolean): readonly PlannedUnit[] {
  const units: PlannedUnit[] = [];
  /** Keys of the units above, by level. */
  const above: string[] = [];
  const taken = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const [name = '', group = '', kind = ''] = line.split(/[,，;；\t]/).length > 1 && line.trim() !== '' ? partsOf(line) : [line.trim()];
    if (name === '') continue;
    const depth = Math.min(depthOf(line), above.length);
    const parent = depth === 0 ? undefined : above[depth - 1];
    const key = taken.has(name) && parent !== undefined ? `${parent}/${name}` : name;
    taken.add(key);
    above.splice(depth, above.length, key);
    units.push({
      ...(key === name ? {} : { key }),
      name,
      ...(parent === undefined ? {} : { parent }),
      ...(group === '' ? {} : { group }),
      ...(kind === '' ? {} : { class: kind }),
      ...(ownFirst && units.length === 0 ? { own: true } : {}),
    });
  }
  return units;
}

const partsOf = (line: string): readonly string[] =>
  line
    .trim()
    .split(/[,，;；\t]/)
    .map((part) => part.trim());
