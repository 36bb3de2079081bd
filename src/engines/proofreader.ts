/**
 * Proofreading for a server: nothing is read until somebody asks. Texts are looked through in threads of their own with a time limit, so
 * that requests do not wait behind that; what was found in a text is kept, so that the same text under the same lists is looked at once.
 */
import { createHash } from 'node:crypto';
import {
  type Looking,
  type Proofreader,
  ProofreaderFailed,
  type ShippedEntry,
  type SiteWording,
  type TextFinding,
} from '../domain/wording/proofreader.ts';
import { modelNames } from '../text/typos.ts';
import { createLookWorker, type LookWorker } from './look-worker.ts';
import { type NamedModel, shared, shippedEntries, shippedModel } from './shipped-text.ts';
import { createLooks } from './site-looks.ts';

export interface ProofreaderOptions {
  /** Threads, each with what ships (some 60 MB); the model is shared. */
  readonly threads?: number;
  /**
   * From so many characters on a text goes to a thread; shorter ones are looked through here. 0: all of them, since what ships would be
   * held twice, and reading it stops everything else for a moment.
   */
  readonly longFrom?: number;
  /** Milliseconds for one text. */
  readonly limit?: number;
  /** The bytes of a site's own model by their hash; undefined where they are gone. */
  readonly readModel?: (sha256: string) => Promise<Uint8Array | undefined>;
}

export interface ProofreaderEngine extends Proofreader {
  readonly close: () => Promise<void>;
}

/** Findings of so many texts are kept. */
const mostKept = 1000;
const mostSites = 200;
/** Models of so many sites are kept in memory, beside the one that ships. */
const mostModels = 4;

/** The models, each read once and shared by all threads. */
function createModels({ readModel }: ProofreaderOptions): (wording: SiteWording) => Promise<NamedModel> {
  let base: Promise<NamedModel> | undefined;
  const own = new Map<string, Promise<NamedModel | undefined>>();
  const baseModel = (): Promise<NamedModel> => {
    base ??= shippedModel().then((bytes) => ({ bytes: shared(bytes), name: modelNames.shipped }));
    return base;
  };
  const ownModel = async (sha256: string): Promise<NamedModel | undefined> => {
    const bytes = await readModel?.(sha256);
    return bytes && { bytes: shared(bytes), name: modelNames.own };
  };
  return async ({ model }) => {
    if (model === undefined) return baseModel();
    const found = own.get(model) ?? ownModel(model);
    own.delete(model);
    own.set(model, found);
    const [oldest] = own.keys();
    if (own.size > mostModels && oldest !== undefined) own.delete(oldest);
    return (await found) ?? baseModel();
  };
}

/** Findings by what was looked at and how; the oldest make room. */
function createKept(): (key: string, find: () => Promise<readonly TextFinding[]>) => Promise<readonly TextFinding[]> {
  const kept = new Map<string, Promise<readonly TextFinding[]>>();
  return (key, find) => {
    const known = kept.get(key);
    if (known) return known;
    const found = find();
    kept.set(key, found);
    // A failure is not remembered.
    found.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}

const keyOf = ({ site, version }: SiteWording, text: string, { point, on }: Looking): string =>
  `${site} ${version} ${point} ${on} ${createHash('sha256').update(text).digest('base64')}`;

export function createProofreader(options: ProofreaderOptions = {}): ProofreaderEngine {
  const { threads = 1, longFrom = 0, limit = 10_000 } = options;
  const looks = createLooks();
  const modelOf = createModels(options);
  const keep = createKept();
  const workers = Array.from({ length: Math.max(1, threads) }, () => createLookWorker(limit));
  const known = new Map<string, SiteWording>();
  let shipped: Promise<readonly ShippedEntry[]> | undefined;

  const least = (): LookWorker => workers.reduce((one, other) => (other.waiting < one.waiting ? other : one));
  const remember = (wording: SiteWording): void => {
    known.delete(wording.site);
    known.set(wording.site, wording);
    const [oldest] = known.keys();
    if (known.size > mostSites && oldest !== undefined) known.delete(oldest);
  };
  const lookHere = async (wording: SiteWording, text: string, { point, on }: Looking): Promise<readonly TextFinding[]> => {
    const look = looks.find(wording.site, wording.version) ?? (await looks.make(wording, await modelOf(wording)));
    return look(text, point, on);
  };
  const lookApart = async (wording: SiteWording, text: string, looking: Looking): Promise<readonly TextFinding[]> => {
    const { site, version } = wording;
    const model = await modelOf(wording);
    return least().look({ site, version, text, ...looking }, () => ({ wording, model }));
  };
  return {
    held: (site, version) => {
      const wording = known.get(site);
      return wording?.version === version ? wording : undefined;
    },
    look: (wording, text, looking) => {
      remember(wording);
      return keep(keyOf(wording, text, looking), async () => {
        try {
          return await (text.length < longFrom ? lookHere : lookApart)(wording, text, looking);
        } catch (fault) {
          if (fault instanceof ProofreaderFailed) throw fault;
          throw new ProofreaderFailed(fault instanceof Error ? fault.message : String(fault), { cause: fault });
        }
      });
    },
    shipped: () => {
      shipped ??= shippedEntries();
      return shipped;
    },
    figures: async (wording, text, start, to) => least().figures({ settle: { wording, model: await modelOf(wording) }, text, start, to }),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
