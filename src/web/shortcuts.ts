/** Keys that work while a page is open. Typing in a field is never a shortcut, nor is a key together with Ctrl, Alt or Meta. */
import { onBeforeUnmount, onMounted, shallowRef } from 'vue';

export interface Shortcut {
  /** As `KeyboardEvent.key`: `j`, `?`, `Enter`. */
  readonly key: string;
  readonly does: string;
  readonly group: string;
  readonly run: () => void;
}

export const shortcuts = shallowRef<readonly Shortcut[]>([]);

/** Registers keys for as long as the component that asks is on the page; the last one registered for a key wins. */
export function useShortcuts(mine: readonly Shortcut[]): void {
  onMounted(() => {
    shortcuts.value = [...shortcuts.value, ...mine];
  });
  onBeforeUnmount(() => {
    shortcuts.value = shortcuts.value.filter((one) => !mine.includes(one));
  });
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role="textbox"]') !== null);

/** A checkbox is no field to type in. */
const isTick = (target: EventTarget | null): boolean => target instanceof HTMLInputElement && target.type === 'checkbox';

export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  if (typing(event.target) && !isTick(event.target)) return;
  if (document.querySelector('dialog[open]')) return;
  const found = shortcuts.value.findLast(({ key }) => key === event.key);
  if (!found) return;
  event.preventDefault();
  found.run();
}
