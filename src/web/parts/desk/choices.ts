/** What an editor chooses from when an item is adopted, refused or published: asked once for the page. */
import { computed, type Ref } from 'vue';
import type { DataOf } from '../../api.ts';
import { type Seen, useView } from '../../use.ts';

export type OutletChoice = DataOf<'channels'>['outlets'][number];
export interface SectionChoice {
  readonly id: number;
  readonly name: string;
}
export interface ChannelChoice {
  readonly id: number;
  readonly name: string;
}
export interface UnitChoice {
  readonly id: number;
  readonly name: string;
}
export interface Choices {
  /** Those in use, as with sections and channels. */
  readonly outlets: readonly OutletChoice[];
  readonly sections: readonly SectionChoice[];
  readonly channels: readonly ChannelChoice[];
  readonly reasons: readonly { readonly code: string; readonly name: string }[];
}

/** Empty until they are there: the dialogs open a moment later, the queue does not wait. */
export function useChoices(site: Readonly<Ref<string>>): Readonly<Ref<Choices>> {
  const places = useView('channels', () => ({ site: site.value }));
  const sections = useView('sections', () => ({ site: site.value }));
  const settings = useView('site-settings', () => ({ site: site.value }));
  const list = <Data, Row>(seen: Seen<Data>, of: (data: Data) => readonly Row[]): readonly Row[] =>
    seen.data.value === undefined ? [] : of(seen.data.value);
  return computed(() => ({
    outlets: list(places, (data) => data.outlets.filter(({ active }) => active)),
    channels: list(places, (data) => data.channels.filter(({ active }) => active)),
    sections: list(sections, (data) => data.sections.filter(({ active }) => active)),
    reasons: list(settings, (data) => data.settings.rejectReasons),
  }));
}
