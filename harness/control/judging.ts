/** What is judged of a stack while it runs, for whoever tells it. */

export interface InvariantState {
  name: string;
  /** What must hold, in a sentence. */
  says: string;
  /** The first violations, the oldest first. */
  broken: { subject: string; message: string; at: string; story: string[] }[];
}

/** How much was looked at. */
export interface Judged {
  /** Changes of the stores. */
  changes: number;
  /** What the scenario accounts for: what it is, and how many there are by their end. Null: it accounts for nothing. */
  work: { of: string; ends: ReadonlyMap<string, number> } | null;
}

export interface Judging {
  states(): InvariantState[];
  judged(): Judged;
  /** Why nothing is judged any more; null: all is. */
  readonly failure: string | null;
}
