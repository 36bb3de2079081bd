/** A list one works through beside the item that is read: item, filters and page are in the address; what leaves the list gives way to the next. */
import { computed, type Ref, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { OfficeStep, Stepped } from './office-steps.ts';
import { movesOn } from './office-steps.ts';

interface Row {
  readonly submission: number;
  readonly version: number;
}
/** A line of the list, as the queue shows it. */
export interface QueueRow {
  readonly submission: number;
  readonly title: string;
  readonly unit: { readonly name: string };
  readonly joint?: readonly string[];
  readonly urgent: boolean;
  readonly claimedBy: string | null;
  readonly mine?: boolean;
  readonly paperOn: string | null;
  readonly submittedAt: string | null;
  readonly changedAt: string | null;
}

export interface WorkListParts {
  readonly rows: Readonly<Ref<readonly Row[]>>;
  readonly loading: Readonly<Ref<boolean>>;
  readonly next: Readonly<Ref<string | undefined>>;
  readonly reload: () => Promise<unknown>;
  /** The item's own part. */
  readonly item: Readonly<Ref<{ reload: () => Promise<void>; refresh: (version: number) => Promise<void> } | null>>;
  readonly queue: Readonly<Ref<{ show: (submission: number) => void } | null>>;
}

/** A value of the address; empty where it is not there. */
export function useAddress() {
  const route = useRoute();
  const router = useRouter();
  const inAddress = (name: string): string => {
    const value = route.query[name];
    return typeof value === 'string' ? value : '';
  };
  const goTo = (change: Readonly<Record<string, string | undefined>>): Promise<unknown> => {
    const next = { ...route.query, ...change };
    return router.replace({ query: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined && value !== '')) });
  };
  return { inAddress, goTo };
}

/** Beside the list there is room for the text: then the first item opens by itself. */
const wide = window.matchMedia('(min-width: 48.01rem)');

export function useWorkList({ rows, loading, next, reload, item, queue }: WorkListParts) {
  const { inAddress, goTo } = useAddress();
  const current = computed(() => (/^\d{1,15}$/.test(inAddress('item')) ? Number(inAddress('item')) : undefined));
  const trail = ref<readonly string[]>([]);
  const open = (submission: number | undefined): Promise<unknown> =>
    goTo({ item: submission === undefined ? undefined : String(submission) });

  watch(
    [rows, loading],
    () => {
      const first = rows.value[0];
      if (current.value === undefined && wide.matches && first && !loading.value) void open(first.submission);
    },
    { flush: 'post' },
  );
  watch(rows, (now) => {
    const here = now.find(({ submission }) => submission === current.value);
    if (here) void item.value?.refresh(here.version);
  });
  /** The item to read next when this one leaves the list. */
  function after(submission: number): number | undefined {
    const at = rows.value.findIndex((row) => row.submission === submission);
    return at < 0 ? undefined : (rows.value[at + 1] ?? rows.value[at - 1])?.submission;
  }
  async function taken(step: OfficeStep, { submission }: Pick<Stepped, 'submission'>): Promise<void> {
    if (movesOn(step)) await open(after(submission));
    await reload();
  }
  /** A step was taken back: the item is in its old list again, and open. */
  async function undone(submission: number): Promise<void> {
    await reload();
    if (rows.value.some((row) => row.submission === submission)) await open(submission);
    await item.value?.reload();
  }
  function walk(by: 1 | -1): void {
    const at = rows.value.findIndex(({ submission }) => submission === current.value);
    const found = rows.value[at < 0 ? (by > 0 ? 0 : rows.value.length - 1) : at + by];
    if (!found) return;
    void open(found.submission);
    queue.value?.show(found.submission);
  }
  function filter(change: Readonly<Record<string, string>>): void {
    trail.value = [];
    void goTo({ ...change, after: undefined, item: undefined });
  }
  function later(): void {
    if (next.value === undefined) return;
    trail.value = [...trail.value, inAddress('after')];
    void goTo({ after: next.value, item: undefined });
  }
  function earlier(): void {
    const before = trail.value.at(-1) ?? '';
    trail.value = trail.value.slice(0, -1);
    void goTo({ after: before, item: undefined });
  }
  const page = computed(() => trail.value.length + 1);
  const before = computed(() => inAddress('after') !== '');
  return { current, open, taken, undone, walk, filter, later, earlier, page, before };
}
