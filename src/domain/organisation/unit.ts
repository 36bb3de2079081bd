/** 报送单位: who reports. Units form a tree; a group is ranked apart. */
export interface Unit {
  /** Unique in the site: the name, or parent/name where a name stands twice (市本级). */
  readonly key: string;
  /** As printed in the period at hand. */
  readonly name: string;
  readonly group: string;
  /** 一类、二类、三类. */
  readonly class?: string;
  /** Key of the superior unit. */
  readonly parent?: string;
  /** The issuing office itself, kept apart from the ranking. */
  readonly own?: boolean;
  /** Not at work in the period: its facts count in totals, but no table lists it. */
  readonly inactive?: boolean;
  /** Further attributes that a rulebook may ask for. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}
