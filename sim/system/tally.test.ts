import { expect, test } from 'vitest';
import type { PlannedRequest } from '../../harness/scenario/request.ts';
import { AnswerTally } from './tally.ts';

// All alike: they are told apart as requests of the plan, not by what they ask.
const request = (): PlannedRequest => ({
  ...{ kind: 'read', key: 'any', to: 'api', method: 'GET', path: '/', atMs: 0, client: 0 },
});

test('each request counts once, by what it was told last, and the attempts by themselves', () => {
  const requests = Array.from({ length: 6 }, request);
  const tally = new AnswerTally();
  const told = [[0, 503, 201], [404], [0, 500], [200, 0], [0], []];
  told.forEach((statuses, i) => {
    for (const status of statuses) tally.onAttempt(requests[i]!, status);
  });
  expect(tally.counts(requests)).toEqual({
    ...{ planned: 6, answered: 1, refused: 1, failed: 1, unanswered: 3 },
    'sent in all': 9,
  });
});
