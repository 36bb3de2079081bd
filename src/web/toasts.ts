/** Short messages at the edge of the page, with «undo» where a step can be taken back. */
import { shallowRef } from 'vue';
import { asRefused } from './refused.ts';
import { zh } from './wording/zh.ts';

export interface Toast {
  readonly key: number;
  readonly text: string;
  readonly undo?: (() => Promise<unknown>) | undefined;
  readonly bad: boolean;
}

export const toasts = shallowRef<readonly Toast[]>([]);
let last = 0;

/** Shows a message for some seconds: longer when it can be undone, and as long as the pointer or the focus rests on it. */
export function toast({ text, undo, bad = false }: { text: string; undo?: () => Promise<unknown>; bad?: boolean }): void {
  last += 1;
  toasts.value = [...toasts.value.slice(-2), { key: last, text, undo, bad }];
}

export function closeToast(key: number): void {
  toasts.value = toasts.value.filter((one) => one.key !== key);
}

export async function undoToast({ key, undo }: Toast): Promise<void> {
  closeToast(key);
  try {
    await undo?.();
    toast({ text: zh.toast.undone });
  } catch (thrown) {
    toast({ text: asRefused(thrown).message, bad: true });
  }
}
