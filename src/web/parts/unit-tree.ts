/** Units as a tree: those that stand below another follow it, in the order of the directory. */

export interface TreeUnit {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
}
export interface Branch<Unit> {
  readonly unit: Unit;
  /** 0 at the top. */
  readonly depth: number;
  readonly children: readonly Branch<Unit>[];
}

/** The branches at the top. A unit whose superior is not among them stands at the top itself. */
export function treeOf<Unit extends TreeUnit>(units: readonly Unit[]): readonly Branch<Unit>[] {
  const ids = new Set(units.map(({ id }) => id));
  const below = Map.groupBy(units, ({ parent }) => (parent !== null && ids.has(parent) ? parent : 0));
  const branches = (parent: number, depth: number): readonly Branch<Unit>[] =>
    (below.get(parent) ?? []).map((unit) => ({ unit, depth, children: branches(unit.id, depth + 1) }));
  return branches(0, 0);
}

/** The tree as lines, from top to bottom. */
export const linesOf = <Unit>(branches: readonly Branch<Unit>[]): readonly Branch<Unit>[] =>
  branches.flatMap((branch) => [branch, ...linesOf(branch.children)]);

/** Units that lie below one, and itself. */
export function withBelow<Unit extends TreeUnit>(units: readonly Unit[], id: number): ReadonlySet<number> {
  const found = linesOf(treeOf(units)).find(({ unit }) => unit.id === id);
  return new Set(found ? linesOf([found]).map(({ unit }) => unit.id) : []);
}
