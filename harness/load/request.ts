/** One request of a run as data, and what became of it. */

/** What goes out on a connection. */
export interface Sent {
  /** Which of the driver's pools of servers it goes to. */
  pool: string;
  /** What it is measured as: `order`, `read-product`, … */
  kind: string;
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** JSON text. */
  body?: string;
}

export interface TimedRequest extends Sent {
  /** Milliseconds after the start of the run at which it is due. The closed loop sends in this order only. */
  dueMs: number;
  /** Sent again, after a pause, until there is an answer other than a 5xx. */
  retry?: boolean;
  /** Once it was answered 2xx, this is sent until it is done. */
  follow?: Followed;
}

export interface Followed extends Sent {
  until: { field: string; in: readonly string[] };
}

/** A request of the run is sent at its time, perhaps again, and what it promised is followed. */
export type Step = 'first' | 'again' | 'follow';

/** Why no answer came: refused (nobody listens), reset (the connection broke), timeout; or unfinished: the run ended. */
export type Failure = 'refused' | 'reset' | 'timeout' | 'unfinished';

/** All times in microseconds after the start of the run. */
export interface Outcome {
  /** Position of the request in the list of the run; of a step that follows it, too. */
  index: number;
  step: Step;
  dueUs: number;
  /** When the driver took it up: later than due only if the driver itself was late. */
  takenUs: number;
  /** When it went out on a connection; later than taken if all connections were busy. Never sent: null. */
  sentUs: number | null;
  doneUs: number;
  /** Which connection carried it, such as `orders-3`; requests of one connection follow each other. */
  connection: string;
  /** HTTP status, or 0 when no answer came. */
  status: number;
  failure: Failure | null;
  /** The answer's text, if one came. */
  body: string | null;
}
