/** The compiled layers of sites, kept in one thread: what ships is read once, a site's own is compiled anew when its version is another. */
import type { Point, TextFinding } from '../text/finding.ts';
import { type ShippedText, type SiteLook, type SiteWording, siteLook } from '../text/site-layers.ts';
import { siteGate } from '../text/train/learn.ts';
import { admittedEdits, type TypoData } from '../text/typos.ts';
import { type NamedModel, readShippedRules, readTypos } from './shipped-text.ts';

/** Layers of so many sites are kept; of the others they are made when they are asked for. */
const mostSites = 16;

export interface Looks {
  /** The layers of a site in this version; undefined where they have to be made. */
  readonly find: (site: string, version: string) => SiteLook | undefined;
  readonly make: (wording: SiteWording, model: NamedModel) => Promise<SiteLook>;
  readonly figures: (
    wording: SiteWording,
    model: NamedModel,
    text: string,
    start: number,
    to: string,
  ) => Promise<readonly number[] | undefined>;
}

export function createLooks(): Looks {
  let rules: Promise<Omit<ShippedText, 'typos'>> | undefined;
  const typos = new WeakMap<Uint8Array, Promise<TypoData>>();
  const made = new Map<string, { readonly version: string; readonly look: SiteLook }>();

  const typosOf = async ({ gate }: SiteWording, model: NamedModel): Promise<TypoData> => {
    const known = typos.get(model.bytes) ?? readTypos(model);
    typos.set(model.bytes, known);
    const data = await known;
    return { ...data, gate: siteGate(data.gate, gate) };
  };
  return {
    find: (site, version) => {
      const held = made.get(site);
      return held?.version === version ? held.look : undefined;
    },
    make: async (wording, model) => {
      rules ??= readShippedRules();
      const look = siteLook({ ...(await rules), typos: await typosOf(wording, model) }, wording);
      made.delete(wording.site);
      made.set(wording.site, { version: wording.version, look });
      const [oldest] = made.keys();
      if (made.size > mostSites && oldest !== undefined) made.delete(oldest);
      return look;
    },
    figures: async (wording, model, text, start, to) => {
      const edits = admittedEdits(await typosOf(wording, model), text, 'full');
      const found = edits.find((edit) => edit.start === start && edit.to === to);
      return found && [...found.figures];
    },
  };
}

/** What is asked of a worker; `settle` comes along where it does not hold this version of the site. */
export interface Asked {
  readonly id: number;
  readonly site: string;
  readonly version: string;
  readonly settle?: { readonly wording: SiteWording; readonly model: NamedModel };
  readonly text: string;
  readonly point: Point;
  readonly on: string;
}
/** The same for the figures of one edit, which need the model alone. */
export interface AskedFigures {
  readonly id: number;
  readonly settle: NonNullable<Asked['settle']>;
  readonly text: string;
  readonly start: number;
  readonly to: string;
}

/** What it answers. `unknown`: it does not hold the site in this version. */
export type Answered = { readonly id: number } & (
  | { readonly findings: readonly TextFinding[] }
  | { readonly figures: readonly number[] | undefined }
  | { readonly unknown: true }
  | { readonly fault: string }
);
