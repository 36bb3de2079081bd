/** What an editor chooses from when an item is adopted or published. */

export interface OutletChoice {
  readonly id: number;
  readonly name: string;
  readonly kind: 'own-site' | 'upper-site' | 'journal' | 'press';
  readonly level: string | null;
}
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

/** Decided here; the others' adoptions are claimed with evidence. */
export const isDecidedHere = ({ kind }: OutletChoice): boolean => kind === 'own-site' || kind === 'journal';
