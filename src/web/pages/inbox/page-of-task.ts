/** Where a thing in the inbox is dealt with: in the list where one works through such things, at this one. */
import type { RouteLocationRaw } from 'vue-router';
import type { InboxRow } from '../../../views/inbox.ts';
import { can } from '../../session.ts';

export function pageOfTask({ task, site: { id: site }, submission, commissionTask, rectification }: InboxRow): RouteLocationRaw {
  const item = { site, submission };
  const signing = (list?: string): RouteLocationRaw => ({
    name: 'publication',
    params: { site },
    query: { ...(list ? { list } : {}), item: submission },
  });
  switch (task) {
    case 'revise':
      return { name: 'submission-editor', params: item };
    case 'review':
      return { name: 'review', params: item };
    case 'decide':
      // The head may adopt, but works in no queue.
      return can(['submission.edit'], site)
        ? { name: 'desk', params: { site }, query: { item: submission } }
        : { name: 'submission', params: item };
    case 'publish':
      return signing();
    case 'ratify':
      return signing('to-ratify');
    case 'failed-delivery':
      return signing('failed');
    case 'review-by':
      return { name: 'review-due', params: { site } };
    case 'commission':
      return { name: 'commission-task', params: { site, task: commissionTask } };
    case 'confirm-adoption':
      return { name: 'claims', params: { site } };
    case 'rectify':
    case 'confirm-finding':
    case 'notify-rectification':
    case 'close-rectification':
      return { name: 'rectifications', params: { site }, query: { submission } };
    case 'mend':
    case 'notify-mending':
    case 'close-mending':
      return { name: 'rectification', params: { site, rectification } };
    case 'confirm-instruction':
      return { name: 'claims', params: { site }, query: { what: 'instruction' } };
  }
}
