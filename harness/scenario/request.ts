/**
 * A request as data. What clients ask is drawn before a run and saved with its plan; simulated clients and the load
 * driver send the same, and what is told in answer is judged alike.
 */
import { knownKeys } from '../known-keys.ts';

/** What is asked, of whom. */
export interface Asked {
  /** The scenario's own word for this kind of request: answers are judged, counted and reported by it. */
  kind: string;
  /** What it is about, such as the id of an order; empty when it is about nothing that has a name. */
  key: string;
  /** The service asked: any of its instances may get it. */
  to: string;
  method: string;
  path: string;
  /** Sent besides those that the body asks for, such as who asks. */
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent: the request has no body. */
  payload?: unknown;
  /** What the scenario wants its invariants to know of this request. It is not sent. */
  expect?: Readonly<Record<string, unknown>>;
}

export interface Request extends Asked {
  /** Sent again, after a pause, until there is an answer other than a 5xx. */
  retry?: boolean;
  /** Once it was answered 2xx, this is asked for until it is done. */
  follow?: Follow;
}

/** Asked for again and again, until a field of the answer's body has one of these values. */
export interface Follow extends Asked {
  until: { field: string; in: readonly string[] };
}

const ASKED = ['kind', 'key', 'to', 'method', 'path', 'headers', 'payload', 'expect'];
const REQUEST = [...ASKED, 'retry', 'follow'];
const FOLLOW = [...ASKED, 'until'];

/** Throws one line that names what no request has, such as a misspelt `retry`. `more`: what else this one may have. */
export function checkKeys(request: Partial<Request>, more: readonly string[] = []): void {
  knownKeys('a request', request, [...REQUEST, ...more]);
  if (request.follow) knownKeys('follow of a request', request.follow, FOLLOW);
}

export interface PlannedRequest extends Request {
  /** Milliseconds after the clients are let in. */
  atMs: number;
  /** Number of the client that sends it, from 0. */
  client: number;
}
