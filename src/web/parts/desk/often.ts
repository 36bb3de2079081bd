/** What is shown is what is there now, also while somebody reads for a while. */
import { onBeforeUnmount, onMounted } from 'vue';

const everySoOften = 60_000;

/** Looks again every minute and whenever the page comes to the fore. */
export function useOften(look: () => unknown): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const lookAgain = (): void => {
    if (document.visibilityState === 'visible') look();
  };
  onMounted(() => {
    timer = setInterval(lookAgain, everySoOften);
    document.addEventListener('visibilitychange', lookAgain);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', lookAgain);
  });
}
