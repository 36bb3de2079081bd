/** One seal against the lines it covers: they are hashed again as they come, and compared with the marks the seal kept. */
import type { HistoryFinding } from './finding.ts';
import { type HistoryRow, lineText, type Sha256 } from './line.ts';
import { type HistorySeal, markOf, mostLines, sealedLine, sealHead } from './seal.ts';

interface SealCheck {
  /** Takes the next line, in the order of ids. */
  readonly line: (row: HistoryRow) => void;
  readonly close: () => CheckedSeal;
}

interface CheckedSeal {
  /** Lines that are as they were sealed. */
  readonly same: number;
  readonly findings: readonly HistoryFinding[];
}

/** A line that is not as the seal knows it. */
interface Odd {
  readonly id: number;
  readonly mark: string;
}

/** More odd lines than this are counted, not compared: a table filled by a stranger must not fill the memory. */
const mostOdd = 10_000;

/** Begins the check of a seal; `linked`: its `previous` is the hash of the seal before. */
export function checkSeal(site: string, seal: HistorySeal, linked: boolean, sha256: Sha256): SealCheck {
  const { marks } = seal;
  const changed: Odd[] = [];
  const inserted: Odd[] = [];
  const missing: Odd[] = [];
  let [at, same, count, uncovered] = [0, 0, 0, 0];
  let [first, last] = [Number.NaN, Number.NaN];
  let text = sealHead(site, seal);

  const skipTo = (id: number): void => {
    for (let mark = marks[at]; mark && mark.id < id; mark = marks[at]) {
      missing.push(mark);
      at += 1;
    }
  };
  return {
    line(row) {
      // Without the seal before, what stands in front of this one was its lines.
      if (!linked && row.id < seal.first) {
        uncovered += 1;
        return;
      }
      const hash = sha256(lineText(row));
      if (count === 0) first = row.id;
      last = row.id;
      count += 1;
      if (count <= seal.lines && count <= mostLines) text += sealedLine(row.id, hash);
      skipTo(row.id);
      const mark = marks[at];
      if (mark?.id !== row.id) {
        if (inserted.length < mostOdd) inserted.push({ id: row.id, mark: markOf(hash) });
        return;
      }
      at += 1;
      if (mark.mark === markOf(hash)) same += 1;
      else changed.push({ id: row.id, mark: markOf(hash) });
    },
    close() {
      skipTo(Number.POSITIVE_INFINITY);
      const whole = count === seal.lines && first === seal.first && last === seal.last && sha256(text) === seal.sha256;
      const odd = changed.length + inserted.length + missing.length > 0;
      const findings: HistoryFinding[] = linked ? [] : [unlinked(seal, uncovered)];
      // Lines that give the seal's hash are as sealed, whatever became of its marks.
      if (whole && odd) findings.push(sealChanged(seal));
      else if (odd) findings.push(...oddLines(seal, changed, inserted, missing));
      else if (!whole) findings.push(sealChanged(seal));
      return { same: whole ? count : same, findings };
    },
  };
}

const unlinked = (seal: HistorySeal, uncovered: number): HistoryFinding => ({
  kind: 'seal-missing',
  seal: seal.id,
  message: `第 ${seal.id} 号封存接不上前一个封存：中间的封存被删除或改换${uncovered > 0 ? `，有 ${uncovered} 行不在任何封存之内` : ''}`,
});

const sealChanged = (seal: HistorySeal): HistoryFinding => ({
  kind: 'seal-changed',
  seal: seal.id,
  message: `第 ${seal.id} 号封存（第 ${seal.first} 至 ${seal.last} 行，${seal.lines} 行）本身被改动，与所封存的行不符`,
});

/** Names every odd line; content that stands under another id than it was sealed under was moved. */
function oddLines(seal: HistorySeal, changed: readonly Odd[], inserted: readonly Odd[], missing: readonly Odd[]): HistoryFinding[] {
  const expected = new Map(seal.marks.map(({ id, mark }) => [id, mark]));
  const lost = new Map([
    ...changed.map(({ id }) => [expected.get(id), id] as const),
    ...missing.map(({ id, mark }) => [mark, id] as const),
  ]);
  const moved = new Set<number>();
  const found: { readonly kind: HistoryFinding['kind']; readonly line: number; readonly says: string }[] = [];
  for (const { id, mark } of [...changed, ...inserted]) {
    const from = lost.get(mark);
    if (from === undefined) continue;
    moved.add(id).add(from);
    found.push({ kind: 'line-moved', line: id, says: `内容是封存时第 ${from} 行的：次序被调换` });
  }
  const rest = (odd: readonly Odd[], kind: HistoryFinding['kind'], says: string): void => {
    for (const { id } of odd) if (!moved.has(id)) found.push({ kind, line: id, says });
  };
  rest(changed, 'line-changed', '封存以后被改动');
  rest(inserted, 'line-inserted', '是封存以后添进来的');
  rest(missing, 'line-missing', '不见了');
  return found
    .sort((a, b) => a.line - b.line)
    .map(({ kind, line, says }) => ({ kind, seal: seal.id, line, message: `历史记录第 ${line} 行${says}（第 ${seal.id} 号封存）` }));
}
