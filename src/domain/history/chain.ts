/** Whether a site's lines are still those that were sealed: everything hashed again, seal by seal, in memory for one seal. */
import type { HistoryFinding } from './finding.ts';
import { printedHead } from './head.ts';
import type { HistoryRow, Sha256 } from './line.ts';
import { firstPrevious, type HistorySeal } from './seal.ts';
import { checkSeal } from './seal-check.ts';

/** A head that an issued bulletin carries: it must be the hash of a seal. */
export interface IssuedHead {
  readonly head: string;
  /** As 2024年第3期通报. */
  readonly issue: string;
  /** Number of the bulletin; none of an inspection's. */
  readonly bulletin?: number;
}

/** The seal that a head belongs to. */
export interface FoundHead {
  readonly seal: number;
  readonly sealedAt: string;
  /** Everything up to it is as it was when the head was printed. */
  readonly intact: boolean;
}

export interface CheckedHistory {
  readonly seals: number;
  /** Lines that are as they were sealed. */
  readonly lines: number;
  /** Hash of the last seal; undefined where there is none. */
  readonly head: string | undefined;
  /** The first 200; `found` counts all. */
  readonly findings: readonly HistoryFinding[];
  readonly found: number;
  /** Where the head that was asked for stands. */
  readonly asked: FoundHead | undefined;
}

/** Takes a site's seals in their order, after each the lines up to its last id in the order of ids, then tells what it found. */
export interface HistoryCheck {
  readonly seal: (seal: HistorySeal) => void;
  readonly line: (row: HistoryRow) => void;
  readonly end: () => CheckedHistory;
}

const mostFindings = 200;

/**
 * Begins the check of a site's history (`site` is empty for the platform's own). `issued` are heads known from outside the chain:
 * whoever makes all seals anew cannot make one with a head that was printed. `asked` is the whole or the beginning of a head that is
 * looked for and need not stand in this site's history. The check throws RangeError on a line before the first seal.
 */
export function checkHistory(site: string, sha256: Sha256, issued: readonly IssuedHead[] = [], asked?: string): HistoryCheck {
  const findings: HistoryFinding[] = [];
  const missing = Map.groupBy(issued, ({ head }) => head);
  let open: { readonly seal: HistorySeal; readonly check: ReturnType<typeof checkSeal> } | undefined;
  let [found, seals, lines] = [0, 0, 0];
  let head: string | undefined;
  let askedFound: FoundHead | undefined;

  const report = (finding: HistoryFinding): void => {
    found += 1;
    if (findings.length < mostFindings) findings.push(finding);
  };
  const close = (): void => {
    if (!open) return;
    const { same, findings: odd } = open.check.close();
    lines += same;
    for (const finding of odd) report(finding);
    // A seal that only states this hash was reported just now.
    const { id, sealedAt, sha256: hash } = open.seal;
    missing.delete(hash);
    if (asked !== undefined && hash.startsWith(asked)) askedFound = { seal: id, sealedAt, intact: found === 0 };
  };
  return {
    seal(seal) {
      close();
      open = { seal, check: checkSeal(site, seal, seal.previous === (head ?? firstPrevious), sha256) };
      head = seal.sha256;
      seals += 1;
    },
    line(row) {
      if (!open) throw new RangeError('lines come after the seal that covers them');
      open.check.line(row);
    },
    end() {
      close();
      for (const one of [...missing.values()].flat()) report(headMissing(one));
      return { seals, lines, head, findings, found, asked: askedFound };
    },
  };
}

const headMissing = ({ head, issue, bulletin }: IssuedHead): HistoryFinding => ({
  kind: 'head-missing',
  ...(bulletin === undefined ? {} : { bulletin }),
  message: `${issue}的封存码 ${printedHead(head)} 与现有的任何封存都不符：那以前的历史记录被截断，或者被改动后重新封存`,
});
