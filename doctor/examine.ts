/**
 * The process that looks a scenario over, since it runs code of others: it tells each finding as it comes. What hangs it
 * is seen by who started it.
 */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { commandName } from '../harness/called.ts';
import {
  entriesOf,
  loadScenario,
  lostEntries,
  NoScenario,
  ScenarioError,
  type ScenarioFile,
} from '../harness/scenario/load.ts';
import { whyOf } from '../harness/scenario/why.ts';
import { type Finding, fail, ok } from './finding.ts';
import { importFindings, type LoadedFile } from './imports.ts';

const say = (finding: Finding) => process.send?.(finding);
const sayAll = (findings: readonly Finding[]) => findings.forEach(say);

/** Of Node's modules those that a service may come to for a reason. */
const MODULES = ['child_process', 'cluster', 'dgram', 'inspector'];

async function examine(given: string | undefined): Promise<void> {
  let of: ScenarioFile;
  try {
    of = await loadScenario(given);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const toDo = error instanceof NoScenario ? `${commandName('init')} writes a first one` : 'mend that file';
    say(fail('scenario', error.message, toDo));
    return;
  }
  const { scenario, file, root } = of;
  say(ok('scenario', `${scenario.name}, of ${path.relative('.', file)}`));
  const lost = lostEntries(of);
  sayAll(
    lost.map(({ name, entry }) => fail(name, `there is no entry file ${entry}`, `name it from ${root}`)),
  );

  const { simulator } = await import('../sim/engine.ts');
  const { refused } = await import('../sim/node/machine/ask.ts');
  const { filesOf } = await import('../sim/node/process/index.ts');
  const refusedOf = new Map(
    MODULES.flatMap((name) => (refused.has(name) ? [[name, [...refused.get(name)!]]] : [])),
  );
  let broken = lost.length;
  for (const { name, entry } of entriesOf(scenario)) {
    if (lost.some((other) => other.entry === entry)) continue;
    try {
      const files = await loadedBy(realpathSync(path.resolve(root, entry)), filesOf);
      sayAll(importFindings(name, root, files, refusedOf as Map<string, string[]>));
    } catch (error) {
      broken++;
      const why = whyOf(error, root, path.dirname(realpathSync(path.resolve(root, entry))));
      say(fail(name, `it cannot be read: ${why}`, 'mend the file, or name as entry what was built of it'));
    }
  }
  const { workloadFindings } = await import('./workload.ts');
  const { findings, kinds } = workloadFindings(scenario);
  sayAll(findings);
  sayAll(await bugFindings(of));
  if (broken > 0) return;

  const [{ Stage }, { startFindings }, { answerFindings }, { historyFindings }] = await Promise.all([
    import('./stage.ts'),
    import('./starts.ts'),
    import('./answers.ts'),
    import('./history.ts'),
  ]);
  const stage = await Stage.of(of, simulator);
  const { findings: starts, started } = await startFindings(stage);
  sayAll(starts);
  if (started.length === 0) return;
  sayAll(await answerFindings(stage, kinds, started));
  const isWhole =
    started.length === Object.keys(scenario.services).length &&
    findings.every(({ level }) => level !== 'fail');
  if (isWhole)
    sayAll(
      await historyFindings(
        stage,
        kinds.map(({ request }) => request),
      ),
    );
}

async function loadedBy(
  entry: string,
  filesOf: typeof import('../sim/node/process/index.ts').filesOf,
): Promise<LoadedFile[]> {
  const absolute = (name: string) => path.resolve(path.dirname(entry), name);
  return Object.entries(await filesOf(entry)).map(([name, { imports }]) => ({
    file: absolute(name),
    imports: imports.map(({ path: to, original, external }) => ({
      name: original ?? to,
      file: external ? null : absolute(to),
    })),
  }));
}

async function bugFindings({ scenario: { bugs = [] }, root }: ScenarioFile): Promise<Finding[]> {
  if (bugs.length === 0) return [];
  const { patchedSources } = await import('../harness/bugs/patch.ts');
  const failed = bugs.flatMap((bug): Finding[] => {
    try {
      patchedSources(bug, root);
      return [];
    } catch (error) {
      return [fail(`bug ${bug.name}`, (error as Error).message.split('\n')[0]!, 'mend its edits')];
    }
  });
  return failed.length > 0 ? failed : [ok('bugs', `${bugs.length} can be planted`)];
}

await examine(process.argv[2] || undefined);
process.disconnect?.();
process.exit();
