import { test } from 'vitest';
import { loadScenario } from '../../harness/scenario/load.ts';
import { expectSameHistory, testBugs } from '../testing/processes.ts';

const jobs = await loadScenario('scenarios/jobs/index.ts');

test('what is asked of agenda, emmett and two drivers gives the same history each time, drained either way', () =>
  expectSameHistory(jobs, 8, ['worker-1', 'ledger-1', 'api-1']));

testBugs(jobs, /^(api|worker|ledger|common)\/.*\.ts$/);
