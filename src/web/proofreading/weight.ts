/** How heavy a finding weighs while somebody writes: as the site settles it, and what is not sure no more than a note. */
import type { WordingSettings } from '../../domain/organisation/settings.ts';
import type { LineFinding } from './protocol.ts';

/** Undefined where the site does not want it said. */
export function weightOf({ kinds }: WordingSettings, { kind, severity, sure }: LineFinding): LineFinding['severity'] | undefined {
  const mode = kinds[kind];
  if (mode === 'off') return undefined;
  return mode === 'note' || !sure ? 'note' : severity;
}

/** Before which step it has to be put right: only an error of a kind that the site says so of. */
export function stopsAt({ kinds }: WordingSettings, { kind, severity, sure }: LineFinding): 'submit' | 'publish' | undefined {
  if (severity !== 'error' || !sure) return undefined;
  return kinds[kind] === 'stop' ? 'submit' : kinds[kind] === 'publish' ? 'publish' : undefined;
}
