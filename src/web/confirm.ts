/** Asks before something is lost; nothing else is asked. */
import { shallowRef } from 'vue';

export interface Loss {
  readonly title: string;
  /** What will be lost. */
  readonly text: string;
  /** The verb on the button. */
  readonly confirm: string;
}
export const pendingLoss = shallowRef<Loss & { readonly answer: (yes: boolean) => void }>();

/** True when the person agrees to lose it. */
export function confirmLoss(loss: Loss): Promise<boolean> {
  pendingLoss.value?.answer(false);
  return new Promise((resolve) => {
    pendingLoss.value = {
      ...loss,
      answer: (yes) => {
        pendingLoss.value = undefined;
        resolve(yes);
      },
    };
  });
}
