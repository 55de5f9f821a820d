/** What `npm run sim -- --help` says after its flags. */
import { commandLine, FOLDERS } from '../../harness/called.ts';
import { bugList } from '../../harness/scenario/find-bug.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import { faultsOf } from '../faults/index.ts';

const SIM = commandLine('sim');

export function helpAfter(scenario: Scenario): string {
  const list = (rows: { name: string; says: string }[]) =>
    rows.map(({ name, says }) => `  ${name.padEnd(26)} ${says}`).join('\n');
  return `
Faults:
${list(faultsOf(scenario).map((f) => ({ name: f.kind, says: f.says })))}

${bugList(scenario)}

Times: one clock for plan, story, trace, logs and verdict. Zero is when clients are let in and faults may begin,
2024-01-01T00:00:00Z by every clock that is right; the world begins 2 s before, for all to start.

Exit codes:
  0 passed, or failed only as is --known   1 an invariant was violated   2 bad usage   3 stuck: not at rest in time
  4 escape, crash or nondeterminism, or no room to write   7 all passed, but a state was never reached   130 interrupted

Examples:
  ${SIM} --seed 42
  ${SIM} --seed 1 --runs 500
  ${SIM} --runs 10000 --shard 3/16 --time 10m --results results --resume
  ${SIM} --bug ${scenario.bugs?.[0]?.name ?? 'NAME'} --runs 100 --max-failures 1
  ${SIM} --runs 2000 --known known.json --junit junit.xml
  ${SIM} --plan ${FOLDERS.reports}/live-2026-01-31T12-00-00.json --around 200
  ${SIM} --plan ${FOLDERS.plans}/seed-7-1a2b3c4d.json --trace trace.jsonl`;
}
