/** The head of the site's history (历史记录封存码), frozen with a bulletin's figures and printed in its 附注. */
import type { OfficialDocument } from '../document.ts';
import { printedHead } from '../history/head.ts';

/**
 * A composed bulletin with the head of history: always in its figures, and, where the office prints it, behind what the 附注 says
 * already. On paper it is out of reach of whoever holds the database: history made anew does not give it again.
 */
export function withHistoryHead<Figures extends object>(
  { figures, document }: { readonly figures: Figures; readonly document: OfficialDocument },
  head: string,
  prints: boolean,
): { readonly figures: Figures; readonly document: OfficialDocument } {
  const sealed = { ...figures, historyHead: head };
  if (!prints) return { figures: sealed, document };
  const remark = (document.remark ?? '').trim().replace(/^（(.*)）$/, '$1');
  const line = `历史记录封存码：${printedHead(head)}`;
  return { figures: sealed, document: { ...document, remark: remark === '' ? line : `${remark}；${line}` } };
}
