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
