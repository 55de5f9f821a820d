/** The workload as requests of the driver, and their outcomes as answers for the judge. */
import type { Answer } from '../invariants/index.ts';
import type { Outcome, Sent, TimedRequest } from '../load/index.ts';
import type { Asked, PlannedRequest } from '../scenario/request.ts';
import { bodyOf, heardOf } from '../workload/heard.ts';

export function requestOf(planned: PlannedRequest): TimedRequest {
  const { atMs, retry, follow } = planned;
  return {
    ...sentOf(planned),
    dueMs: atMs,
    ...(retry && { retry }),
    ...(follow && { follow: { ...sentOf(follow), until: follow.until } }),
  };
}

/** The services of a scenario are the driver's pools. */
function sentOf({ kind, to, method, path, headers, payload }: Asked): Sent {
  return {
    ...{ kind, pool: to, method, path },
    ...(headers && { headers }),
    ...(payload !== undefined && { body: JSON.stringify(payload) }),
  };
}

/** What the client was told. Requests that share a connection share a client: their answers have an order. */
export function answerOf(planned: PlannedRequest, outcome: Outcome): Answer {
  return heardOf(outcome.step === 'follow' ? planned.follow! : planned, {
    sentMs: (outcome.sentUs ?? outcome.takenUs) / 1000,
    atMs: outcome.doneUs / 1000,
    client: outcome.connection,
    status: outcome.status,
    body: bodyOf(outcome.body),
  });
}
