import { test } from 'vitest';
import { loadScenario } from '../../harness/scenario/load.ts';
import { expectSameHistory, testBugs } from '../testing/processes.ts';

const outbox = await loadScenario('scenarios/outbox/index.ts');

test('what is asked of Express, Mongoose, jose and scrypt gives the same history each time, drained either way', () =>
  expectSameHistory(outbox, 12, ['relay-1', 'partner-1', 'api-1']));

testBugs(outbox, /^(api|relay|partner|common)\/.*\.ts$/);
