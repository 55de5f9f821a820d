/** Code in a Node process of its own, from the repository's root: what it prints. */
import { spawn } from 'node:child_process';

export async function runScript(
  code: string,
  args: readonly (string | number)[] = [],
  nodeOptions: readonly string[] = [],
): Promise<string> {
  const child = spawn(
    process.execPath,
    [...nodeOptions, '--import', 'tsx', '--input-type=module', '-e', code, ...args.map(String)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  const exit = await new Promise((resolve) => child.on('close', resolve));
  if (exit !== 0) throw new Error(`the script ended with exit code ${exit}`);
  return out.trim();
}
