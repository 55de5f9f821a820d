/** The workload as requests of the driver, and their outcomes as answers for the judge. */
import { type Arrival, requestOf as planned } from '../../scenarios/shop/workload/index.ts';
import type { Answer } from '../invariants/index.ts';
import type { Outcome, TimedRequest } from '../load/index.ts';

/** Pools of the driver: the services that take orders, and that show products. */
export const ORDERS = 'orchestrator';
export const PRODUCTS = 'projector';

export function requestOf(arrival: Arrival): TimedRequest {
  const { atMs, kind, to, method, path, payload } = planned(arrival);
  const asked = { dueMs: atMs, kind, pool: to, method: method as TimedRequest['method'], path };
  return payload === undefined ? asked : { ...asked, body: JSON.stringify(payload) };
}

/** What the client was told. Requests that share a connection share a client: their answers have an order. */
export function answerOf(arrival: Arrival, outcome: Outcome): Answer {
  const { kind, key, to, method, path, payload, expect } = planned(arrival);
  return {
    sentMs: (outcome.sentUs ?? outcome.takenUs) / 1000,
    atMs: outcome.doneUs / 1000,
    client: outcome.connection,
    ...{ kind, key, to, method, path, ...(payload !== undefined && { payload }), ...(expect && { expect }) },
    status: outcome.status,
    body: parsed(outcome.body),
  };
}

function parsed(text: string | null): Answer['body'] {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
