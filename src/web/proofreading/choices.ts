/** What somebody chose about proofreading on this computer: notes shown or folded away, mistaken characters looked for or not. */
import { ref, watch } from 'vue';

const prefix = 'baocaitong.wording.';

function chosen(name: string): boolean | undefined {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? undefined : text === 'true';
  } catch {
    return undefined;
  }
}

interface Line {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
  readonly type?: string;
}

/** The model is 14 MB: without being asked, only for a computer on a line that is not counted. */
export function mayFetchModel(line: Line | undefined, pointer: { readonly fine: boolean }): boolean {
  if (line?.saveData || line?.type === 'cellular') return false;
  return pointer.fine && (line?.effectiveType === undefined || line.effectiveType === '4g');
}

const here = (): boolean => mayFetchModel((navigator as { connection?: Line }).connection, { fine: matchMedia('(pointer: fine)').matches });

function choice(name: string, otherwise: () => boolean) {
  const value = ref(chosen(name) ?? otherwise());
  watch(value, (now) => {
    try {
      localStorage.setItem(prefix + name, String(now));
    } catch {
      // Chosen anew next time.
    }
  });
  return value;
}

export const wordingChoices = () => ({ notes: choice('notes', () => true), typos: choice('typos', here) });
