/** Code in a Node process of its own, from the repository's root: what it prints. */
import { runNode } from '../run-node.ts';

export async function runScript(
  code: string,
  args: readonly (string | number)[] = [],
  nodeOptions: readonly string[] = [],
): Promise<string> {
  const script = [...nodeOptions, '--input-type=module', '-e', code, ...args];
  const { code: exit, out, said } = await runNode(script, { isShown: true });
  if (exit !== 0) throw new Error(`the script ended with exit code ${exit}: ${said.slice(-2000)}`);
  return out.trim();
}

/** What a script begins with that runs plans of the shop by `simulate`, and draws them by `plan(seed, options)`. */
export const SIMULATE = `
  const { drawPlan, simulator } = await import('./sim/engine.ts');
  const { loadScenario } = await import('./harness/scenario/load.ts');
  const file = await loadScenario();
  const simulate = await simulator(file);
  const plan = (seed, options) => drawPlan(file.scenario, seed, options);
`;
