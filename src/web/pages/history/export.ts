/** Lines of history as a table that other programs read. */
import type { HistoryPage, ListedLine } from '../../../views/history-list.ts';

const atOnce = 200;
const most = 10_000;

/** All lines, a page at a time, the newest first; at most so many. */
export async function everyLine(
  load: (asked: { readonly limit: number; readonly after?: string }) => Promise<HistoryPage>,
  progress: (lines: number) => void,
): Promise<{ readonly rows: readonly ListedLine[]; readonly complete: boolean }> {
  const rows: ListedLine[] = [];
  for (let after: string | undefined; ; ) {
    const page = await load({ limit: atOnce, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    progress(rows.length);
    after = page.next;
    if (after === undefined || rows.length >= most) return { rows, complete: after === undefined };
  }
}

export function saveText(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
