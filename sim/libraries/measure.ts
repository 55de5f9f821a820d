/** One library, run again and again: whether it works, and whether it is always the same run. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from '../node/process/index.ts';
import type { Library } from './list.ts';
import { type Outcome, runLibrary } from './run.ts';

export interface Measured {
  library: Library;
  outcome: Outcome;
  /** Whether a further run of the same seed was the same. */
  same: {
    again: boolean;
    inFreshProcess: boolean;
    afterOtherSeeds: boolean;
    /** With a turn of the real loop after each event. */
    drainedOtherwise: boolean;
    /** While who started a chain of work is compared with who runs it. */
    checked: boolean;
  };
}

const SEED = '1';
const OTHERS = ['2', '3'];
const FRESH = fileURLToPath(new URL('fresh.ts', import.meta.url));
const ROOT = path.resolve(import.meta.dirname, '../..');

const programOf = ({ entry }: Library) => bundle(path.join(import.meta.dirname, 'entries', entry));

/** What a process prints that runs it once. */
export async function runOnce(library: Library): Promise<string> {
  return (await runLibrary(await programOf(library), SEED)).hash;
}

export async function measure(library: Library): Promise<Measured> {
  const program = await programOf(library);
  const outcome = await runLibrary(program, SEED);
  const isSame = async (...options: [Parameters<typeof runLibrary>[2]?]) => {
    const { hash } = await runLibrary(program, SEED, ...options);
    return hash === outcome.hash;
  };
  const again = await isSame();
  for (const seed of OTHERS) await runLibrary(program, seed);
  const afterOtherSeeds = await isSame();
  const drainedOtherwise = await isSame({ drain: 'immediate' });
  const checked = await isSame({ checkOwners: true });
  const argv = ['--import', 'tsx', FRESH, library.entry];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: ROOT });
  const inFreshProcess = stdout.trim() === outcome.hash;
  return { library, outcome, same: { again, inFreshProcess, afterOtherSeeds, drainedOtherwise, checked } };
}
