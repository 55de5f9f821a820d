/** Runs a script of this project as a process of its own, and leaves none behind when this one is interrupted. */
import { spawn } from 'node:child_process';
import { onInterrupt } from '../harness/interrupt.ts';

export interface Ran {
  /** -1 when a signal ended it. */
  code: number;
  /** What it printed, and both streams as they came. */
  out: string;
  said: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Passes on what it says on stderr: how far it is. */
  isShown?: boolean;
}

/** `args` are Node's: options, a script or `-e`, and what the script is given. Rejects once `interruption` aborts. */
export async function runNode(args: readonly (string | number)[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env, isShown = false } = options;
  const { signal } = interruption;
  const child = spawn(process.execPath, ['--import', 'tsx', ...args.map(String)], {
    cwd,
    env,
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (isShown) process.stderr.write(text);
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
    // Only now is nothing of it left.
    child.on('close', (code) => {
      if (signal.aborted) reject(signal.reason);
      else resolve({ code: code ?? -1, out, said });
    });
  });
}

export const interruption = new AbortController();

/** From here on a signal stops what runs first, so that nothing of it is left; what waits for it is told. */
export function stopOnSignals(): void {
  onInterrupt(() => interruption.abort(new Error('interrupted')));
}
