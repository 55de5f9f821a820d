/**
 * A fault: something that goes wrong at a time, on a target, for a while. Its parameters are data in the plan;
 * `inject` begins it and gives back what ends it.
 *
 * A scenario adds faults of its own with the tools below; the simulator's (`sim/faults/`) reach further down.
 */
import type { Document } from 'bson';
import type fc from 'fast-check';

/** The hosts a fault may choose from, by what they do. */
export interface Targets {
  services: readonly string[];
  databases: readonly string[];
  clients: readonly string[];
}

/** Draws a whole number from a range whose upper end is the worst: all of it, or as strong as this seed wants it. */
export type Amount = (min: number, max: number) => fc.Arbitrary<number>;

/** What a fault of a scenario works with. */
export interface ScenarioTools {
  /** Makes a setting of an outside party worse until the function returned is called: of several the highest counts. */
  impose(service: string, setting: string, value: number): () => void;
  /**
   * A program that is not of the scenario inserts a document, at the primary, into a collection `db.coll`. `make` gets
   * what the collection holds and gives the document without its `_id`; undefined: it writes nothing.
   */
  foreignInsert(
    collection: string,
    make: (docs: Iterable<Document>, now: Date) => Document | undefined,
    onDone: (doc: Document) => void,
  ): void;
  /**
   * Runs the scenario's `setup` once more while all goes on, as each deploy of some does. One that still runs is killed
   * for it, wherever it is.
   */
  setUpAgain(): void;
  /** Says whom or what a fault has chosen in the run, where its parameters do not. */
  strikes(whom: string): void;
}

export interface FaultKind<Params extends object = object, Tools = ScenarioTools> {
  /** Its name in plans and in `--faults`. */
  kind: string;
  /** One sentence: what goes wrong. */
  says: string;
  /** How long it may last, in milliseconds; [0, 0] for one that is over at once. */
  durationMs: readonly [min: number, max: number];
  draw(targets: Targets, amount: Amount): fc.Arbitrary<Params>;
  /** The parameters in a few words, for the printed plan. */
  describe(params: Params): string;
  /** Begins it. The function returned ends it; it is called once, at the end of its duration or at heal. */
  inject(params: Params, tools: Tools): () => void;
}

/** Lets a list of kinds hold kinds of different parameters; the plan keeps kind and parameters together. */
export function fault<Params extends object, Tools = ScenarioTools>(
  kind: FaultKind<Params, Tools>,
): FaultKind<object, Tools> {
  return kind as unknown as FaultKind<object, Tools>;
}
