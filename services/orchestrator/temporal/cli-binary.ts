/** The Temporal CLI's binary, which is also a dev server: the one at hand, or the SDK's own download of it. */
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const NONE =
  'no Temporal server is at hand: install the Temporal CLI, or say in TEMPORAL_CLI where its binary is';

/** The path of it, without fetching anything; undefined: there is none. Throws when TEMPORAL_CLI names no such file. */
export function cliAtHand(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { TEMPORAL_CLI: given, PATH = '' } = env;
  if (given) {
    if (isExecutable(given)) return given;
    throw new Error(`TEMPORAL_CLI says ${given}, which cannot be run`);
  }
  return PATH.split(path.delimiter)
    .map((folder) => path.join(folder, 'temporal'))
    .find(isExecutable);
}

/** Throws with one line when it cannot be had. */
export async function cliFetched(): Promise<string> {
  const folder = path.join(os.homedir(), '.cache', 'groundhog-temporal-cli');
  const there = () =>
    (existsSync(folder) ? readdirSync(folder) : []).find((name) => isExecutable(path.join(folder, name)));
  if (!there()) await download(folder);
  const name = there();
  if (!name) throw new Error(NONE);
  return path.join(folder, name);
}

/** The SDK has no word for fetching alone: it fetches what it starts. */
async function download(downloadDir: string): Promise<void> {
  mkdirSync(downloadDir, { recursive: true });
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  try {
    const executable = { type: 'cached-download' as const, downloadDir };
    const started = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await started.teardown();
  } catch (error) {
    const [line] = (error as Error).message.split('\n');
    throw new Error(`${NONE} (the SDK could not fetch it either: ${line})`);
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
