/** How much waits for me, for the bar over every page: asked again after each step and each minute, as long as somebody is at work here. */
import { onBeforeUnmount, onMounted, ref, watch } from 'vue';
import type { Inbox } from '../views/inbox.ts';
import { Refused } from './refused.ts';
import { ask, stepsTaken } from './session.ts';

const everyMilliseconds = 60_000;
/** Someone who has gone must not be kept signed in by a number. */
const atWorkMilliseconds = 5 * 60_000;

export const inboxCount = ref<number>();

async function refresh(): Promise<void> {
  try {
    const { counts, waiting } = await ask<Inbox>('GET', '/api/view/inbox?limit=1', undefined, { asStranger: true });
    inboxCount.value = counts.reduce((sum, { count }) => sum + count, waiting.bulletins + waiting.appeals + waiting.letters);
  } catch (thrown) {
    // A number that is missing for a minute hurts nobody.
    if (!(thrown instanceof Refused)) throw thrown;
  }
}

/** Keeps `inboxCount` fresh while the component that asks is on the page. */
export function useInboxCount(): void {
  let lastMove = Date.now();
  const moved = (): void => {
    lastMove = Date.now();
  };
  let soon: ReturnType<typeof setTimeout> | undefined;
  let clock: ReturnType<typeof setInterval> | undefined;
  watch(stepsTaken, () => {
    clearTimeout(soon);
    soon = setTimeout(refresh, 800);
  });
  onMounted(() => {
    void refresh();
    for (const event of ['pointerdown', 'keydown'] as const) document.addEventListener(event, moved, { passive: true });
    clock = setInterval(() => {
      if (!document.hidden && Date.now() - lastMove < atWorkMilliseconds) void refresh();
    }, everyMilliseconds);
  });
  onBeforeUnmount(() => {
    clearTimeout(soon);
    clearInterval(clock);
    for (const event of ['pointerdown', 'keydown'] as const) document.removeEventListener(event, moved);
    inboxCount.value = undefined;
  });
}
