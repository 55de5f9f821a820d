/** Finds a scenario's file and loads it. */
import { existsSync, statSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isPackaged } from '../called.ts';
import { flawOf } from './flaw.ts';
import type { Scenario } from './scenario.ts';
import { whyOf } from './why.ts';

/** Its message is one line for a person. */
export class ScenarioError extends Error {}

/** There is no such file. */
export class NoScenario extends ScenarioError {}

export interface ScenarioFile {
  scenario: Scenario;
  /** Absolute path of the file that exports it. */
  file: string;
  /** The nearest folder above with a `package.json`: entries and the files of bugs are named from there. */
  root: string;
}

export const DEFAULT_FILE = 'groundhog.config.ts';

/** The scenario of a folder is in the first of these that is there. */
const IN_FOLDER = [DEFAULT_FILE, 'index.ts'];

/**
 * `given` is a path from the working directory, of a file or of the folder that it is in; absent: `groundhog.config.ts`
 * there. Throws `ScenarioError`.
 */
export async function loadScenario(given: string = DEFAULT_FILE): Promise<ScenarioFile> {
  const file = fileOf(given);
  const absolute = path.resolve(file);
  const exported = await imported(absolute).catch((error: unknown) => {
    const why = whyOf(error, rootOf(absolute));
    throw new ScenarioError(`scenario ${file} cannot be loaded: ${why}`, { cause: error });
  });
  const scenario = exported.default as Scenario | undefined;
  const flaw = flawOf(scenario);
  if (flaw !== undefined) throw new ScenarioError(`scenario ${file}: ${flaw}`);
  return { scenario: scenario!, file: absolute, root: rootOf(absolute) };
}

function fileOf(given: string): string {
  const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  if (!existsSync(given)) throw new NoScenario(`there is no scenario ${given}`);
  if (isFile(given)) return given;
  const file = IN_FOLDER.map((name) => path.join(given, name)).find(isFile);
  if (file !== undefined) return file;
  throw new ScenarioError(`scenario ${given} is a folder, and in it is neither ${IN_FOLDER.join(' nor ')}`);
}

let readsTypeScript = false;

/** A file that ends its process as it loads must not be taken for a command that has done its work. */
async function imported(file: string): Promise<{ default?: unknown }> {
  if (!readsTypeScript) {
    readsTypeScript = true;
    register('./module-hook.js', import.meta.url);
    // Here something reads TypeScript already, since all of this is.
    if (isPackaged) (await import('tsx/esm/api')).register();
  }
  const { exit } = process;
  process.exit = (code) => {
    const error = new Error(`it calls process.exit(${code ?? ''})`);
    // The line told is that of who calls it.
    Error.captureStackTrace(error, process.exit);
    throw error;
  };
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    process.exit = exit;
  }
}

export interface NamedEntry {
  /** Of the service. */
  name: string;
  entry: string;
}

/** The entry files of all services, those of versions to come among them. */
export const entriesOf = ({ services }: Scenario): NamedEntry[] =>
  Object.entries(services).flatMap(([name, { entry, next }]) =>
    [entry, next].flatMap((file) => (file === undefined ? [] : [{ name, entry: file }])),
  );

/** The services whose entry file is not there. */
export const lostEntries = ({ scenario, root }: ScenarioFile): NamedEntry[] =>
  entriesOf(scenario).filter(
    ({ entry }) => !statSync(path.resolve(root, entry), { throwIfNoEntry: false })?.isFile(),
  );

/** The root of the scenario that this file exports. */
export function rootOf(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) return folder;
    if (path.dirname(folder) === folder) return path.dirname(file);
  }
}
