/**
 * All of history with its seals, to be kept elsewhere and checked without this program: JSON lines, each site's seals followed by their
 * lines. The hash of a line is SHA-256 of its `text`; that of a seal, SHA-256 of its `text` and then `id hash` and a line feed for each
 * of its lines.
 */
import type pg from 'pg';
import { type HistoryRow, lineText } from '../domain/history/line.ts';
import { type HistorySeal, mostLines, sealHead } from '../domain/history/seal.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { linesAfter, sealsOf } from '../store/history-seals.ts';
import { atOneMoment } from '../store/transaction.ts';
import { readableHistories } from './history-verification.ts';

/** Takes the next piece of text, and how many lines of history are in it. */
export type WriteExport = (text: string, lines: number) => Promise<void>;

/** Writes what the actor may read of history, at one moment and in pages. */
export async function historyExport(
  pool: pg.Pool,
  actor: Actor,
  input: { readonly site?: string | undefined },
  write: WriteExport,
): Promise<Outcome<undefined>> {
  return atOneMoment(pool, async (client) => {
    const sites = await readableHistories(client, actor, input.site);
    if (!sites.ok) return sites;
    for (const site of sites.value) await exportSite(client, site, write);
    return accept(undefined);
  });
}

async function exportSite(client: pg.ClientBase, site: string, write: WriteExport): Promise<void> {
  const lines = linesAfter(client, site);
  let line = await lines.next();
  let held: string[] = [];
  const upTo = async (last: number): Promise<void> => {
    for (; !line.done && line.value.id <= last; line = await lines.next()) {
      held.push(exportedLine(site, line.value));
      if (held.length < mostLines) continue;
      await write(held.join(''), held.length);
      held = [];
    }
    await write(held.join(''), held.length);
    held = [];
  };
  for await (const seal of sealsOf(client, site)) {
    await write(exportedSeal(site, seal), 0);
    await upTo(seal.last);
  }
  // What is not sealed yet.
  await upTo(Number.POSITIVE_INFINITY);
}

const exportedSeal = (site: string, seal: HistorySeal): string =>
  `${JSON.stringify({ site, seal: seal.id, sealedAt: seal.sealedAt, sha256: seal.sha256, text: sealHead(site, seal) })}\n`;

const exportedLine = (site: string, row: HistoryRow): string => `${JSON.stringify({ site, line: row.id, text: lineText(row) })}\n`;
