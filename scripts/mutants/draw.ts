/** Draws mutants of a scenario's services, those that the compiler does not refuse. */
import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import seedrandom from 'seedrandom';
import type { Bug } from '../../harness/scenario/bug.ts';
import { ScenarioError, type ScenarioFile } from '../../harness/scenario/load.ts';
import { withTempDir } from '../temp-dir.ts';
import { filesOf } from './files.ts';
import { type Mutant, mutantsOf } from './operators.ts';

const TSC = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

export interface Asked {
  seed: string;
  count: number;
  /** Files whose path holds this; all when absent. */
  within?: string | undefined;
  signal: AbortSignal;
  onDrawn?(drawn: number, tried: number): void;
}

/** `of`: how many there are of which it was drawn. */
export async function drawMutants(
  scenario: ScenarioFile,
  asked: Asked,
): Promise<{ mutants: Mutant[]; of: number }> {
  const { seed, count, within = '', signal, onDrawn } = asked;
  const files = (await filesOf(scenario)).filter((file) => file.includes(within));
  const texts = new Map(files.map((file) => [file, readFileSync(path.join(scenario.root, file), 'utf8')]));
  const all = [...texts].flatMap(([file, text]) => mutantsOf(file, text));
  const mutants: Mutant[] = [];
  await withTempDir('mutants', async (dir) => {
    // What is a type alone is in no bundle.
    for (const top of new Set(files.map((file) => file.split('/', 1)[0]!)))
      cpSync(path.join(scenario.root, top), path.join(dir, top), {
        recursive: true,
        filter: (from) => !from.includes('node_modules'),
      });
    symlinkSync(path.join(scenario.root, 'node_modules'), path.join(dir, 'node_modules'));
    writeFileSync(path.join(dir, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(dir, 'tsconfig.json'), configOf(scenario.root, files));
    const said = await complaintOf(dir);
    if (said) throw new ScenarioError(`the services do not compile as they stand: ${said.split('\n', 1)[0]}`);
    let tried = 0;
    for (const mutant of shuffled(all, seed)) {
      if (mutants.length === count || signal.aborted) break;
      const text = texts.get(mutant.file)!;
      writeFileSync(path.join(dir, mutant.file), mutated(text, mutant));
      if ((await complaintOf(dir)) === '') mutants.push(mutant);
      writeFileSync(path.join(dir, mutant.file), text);
      onDrawn?.(mutants.length, ++tried);
    }
  });
  return { mutants, of: all.length };
}

function configOf(root: string, files: readonly string[]): string {
  const own = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: object;
  };
  return JSON.stringify({ compilerOptions: { ...own.compilerOptions, noEmit: true }, files });
}

/** What the compiler says; empty: nothing. */
async function complaintOf(dir: string): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, [TSC, '-p', dir]);
    return '';
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    if (typeof code !== 'number' || !stdout) throw error;
    return stdout;
  }
}

export const mutated = (text: string, { start, from, to }: Mutant): string =>
  text.slice(0, start) + to + text.slice(start + from.length);

/** By Fisher and Yates: the same order for the same seed. */
function shuffled<T>(things: readonly T[], seed: string): T[] {
  const random = seedrandom(seed);
  const out = [...things];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** The mutant as a bug that can be planted: with so much of what stands around it that it stands there once. */
export function bugOf(mutant: Mutant, text: string, caughtBy: readonly string[]): Bug {
  const { file, line, start, from, to, what } = mutant;
  let [low, high] = [start, start + from.length];
  while (text.split(text.slice(low, high)).length !== 2) {
    low = Math.max(0, low - 10);
    high = Math.min(text.length, high + 10);
  }
  const replace = text.slice(low, start) + to + text.slice(start + from.length, high);
  const name = `${file}:${line}`;
  return {
    ...{ name, edits: [{ file, find: text.slice(low, high), replace }], caughtBy },
    ...{ why: what, exposedBy: 'a mechanical mutant' },
  };
}
