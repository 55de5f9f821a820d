/**
 * What a project runs: the entry file of each of its processes, by its scripts, its Procfile, Dockerfile and compose
 * file, its `main` and `bin`, and, where none of these says it, by the names that entries have.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Manifest {
  name?: string;
  main?: string;
  bin?: string | Record<string, string>;
  scripts?: Record<string, string>;
  workspaces?: string[] | { packages?: string[] };
  dependencies?: Record<string, string>;
}

/** A process that somebody starts. */
export interface Found {
  /** A word for it, such as `worker`; empty where the project has only one. */
  role: string;
  /** Absolute path. */
  entry: string;
  /** Who says so, in words. */
  by: string;
  /** What the command sets in the environment. */
  env: Record<string, string>;
  /** The folder of its package, and its `package.json`. */
  folder: string;
  manifest: Manifest;
}

export const readIf = (file: string): string => (isFile(file) ? readFileSync(file, 'utf8') : '');
const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

/** Its message is a line for a person. */
export class NothingFound extends Error {}

/** Throws `NothingFound` when there is no `package.json`, or it is none. */
export function manifestOf(folder: string): Manifest {
  const file = path.join(folder, 'package.json');
  if (!isFile(file)) throw new NothingFound(`there is no package.json in ${folder}`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch (error) {
    throw new NothingFound(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** Every process of the project, those of its workspaces too. */
export function processesOf(root: string): Found[] {
  const folders = [root, ...workspacesOf(root)];
  const found = folders.flatMap((folder) => inPackage(folder, folder === root && folders.length > 1));
  return found.filter(({ entry }, i) => found.findIndex((other) => other.entry === entry) === i);
}

/** `isRoot`: the package holds others, and need have no process of its own. */
function inPackage(folder: string, isRoot: boolean): Found[] {
  const manifest = manifestOf(folder);
  const found = commandsOf(folder, manifest).flatMap(({ role, by, command }): Found[] => {
    const read = entryIn(folder, manifest, command);
    return read ? [{ role, by, folder, manifest, ...read }] : [];
  });
  if (found.length > 0) return found;
  const named = isRoot ? undefined : byName(folder, manifest);
  return named ? [{ role: '', env: {}, folder, manifest, ...named }] : [];
}

interface Said {
  role: string;
  by: string;
  command: string;
}

/** `start:worker` is a process beside `start`; `start:prod` is another way to start the same. */
const MODES = /^(dev|development|prod|production|debug|watch|local|test|ci|docker|all)$/;

function commandsOf(folder: string, manifest: Manifest): Said[] {
  const { scripts = {}, dependencies = {} } = manifest;
  const role = (name: string) => {
    const [, more = ''] = /^(?:start|serve|dev):(.+)$/.exec(name) ?? [];
    return MODES.test(more) ? '' : more;
  };
  // NestJS needs what its compiler makes of decorators, so what is built is run, and not the sources.
  const first = dependencies['@nestjs/core'] ? ['start:prod'] : [];
  const usual = [...first, 'start', 'serve', 'start:prod', 'dev', 'start:dev', 'develop'];
  const others = Object.keys(scripts).filter((name) => role(name) !== '' || /^worker$/.test(name));
  const said: Said[] = [...usual, ...others]
    .filter((name) => scripts[name] !== undefined)
    .map((name) => ({
      role: name === 'worker' ? 'worker' : role(name),
      by: `npm ${name === 'start' ? 'start' : `run ${name}`}`,
      command: scripts[name]!,
    }));
  for (const [, type, command] of readIf(path.join(folder, 'Procfile')).matchAll(/^(\w+):\s*(.+)$/gm))
    if (type !== 'release')
      said.push({ role: type === 'web' ? '' : type!, by: 'its Procfile', command: command! });
  for (const [, , command] of readIf(path.join(folder, 'Dockerfile')).matchAll(
    /^\s*(CMD|ENTRYPOINT)\s+(.+)$/gm,
  ))
    said.push({ role: '', by: 'its Dockerfile', command: command!.replace(/[[\]",]/g, ' ') });
  // One way to start each is enough: the first.
  const read = said.filter(
    ({ command }) => entryIn(folder, manifest, expand(command, scripts)) !== undefined,
  );
  return read
    .filter(({ role }, i) => read.findIndex((other) => other.role === role) === i)
    .map((one) => ({ ...one, command: expand(one.command, scripts) }));
}

/** `npm run x` in a script is what `x` is. */
function expand(command: string, scripts: Record<string, string>, depth = 0): string {
  return command.replace(/\b(?:npm run|yarn run|yarn|pnpm run|pnpm)\s+([\w:-]+)/g, (all, name) =>
    scripts[name] === undefined || depth > 3 ? all : expand(scripts[name], scripts, depth + 1),
  );
}

/** The first word of a command that is a file, or stands for one. */
function entryIn(
  folder: string,
  { main }: Manifest,
  command: string,
): Pick<Found, 'entry' | 'env'> | undefined {
  const env: Record<string, string> = {};
  const words: string[] = command.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  if (!words.some((word) => RUNNERS.test(word))) return undefined;
  if (words.includes('nest')) return undefined;
  for (const [i, word] of words.entries()) {
    const [, name, value] = /^([A-Z_][A-Z0-9_]*)=(.*)$/.exec(word) ?? [];
    if (name !== undefined) env[name] = value!.replace(/^["']|["']$/g, '');
    if (
      name !== undefined ||
      word.startsWith('-') ||
      /^(-r|--require|--import|--loader)$/.test(words[i - 1] ?? '')
    )
      continue;
    const entry = word === '.' && main !== undefined ? fileFor(folder, main) : fileFor(folder, word);
    if (entry) return { entry, env };
  }
  return undefined;
}

const RUNNERS = /^(node|nodemon|tsx|ts-node|ts-node-dev|tsnd|node-dev|bun|pm2|pm2-runtime|swc-node)$/;
const EXTENSIONS = ['', '.ts', '.js', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.js'];

/** A file as Node would find it; of what was compiled, the source it was compiled from. */
function fileFor(folder: string, name: string): string | undefined {
  const source = name.replace(/^(\.\/)?(dist|build|lib|out)\//, 'src/').replace(/\.([cm]?)js$/, '.$1ts');
  const isNest = manifestOf(folder).dependencies?.['@nestjs/core'] !== undefined;
  for (const candidate of isNest ? [name] : [source.endsWith('ts') ? source : `${source}.ts`, name])
    for (const extension of EXTENSIONS) {
      const file = path.join(folder, candidate + extension);
      if (isFile(file) && /\.[cm]?[jt]s$/.test(file)) return file;
    }
  return undefined;
}

function byName(folder: string, { main, bin }: Manifest): Pick<Found, 'entry' | 'by'> | undefined {
  const said = [
    ...(main === undefined ? [] : [['its main', main]]),
    ...(bin === undefined
      ? []
      : Object.values(typeof bin === 'string' ? [bin] : bin).map((b) => ['its bin', b])),
  ];
  for (const [by, name] of said) {
    const entry = fileFor(folder, name!);
    if (entry) return { entry, by: by! };
  }
  for (const name of ['server', 'index', 'main', 'app'])
    for (const where of ['src', '.', 'bin']) {
      const entry = fileFor(folder, path.join(where, name));
      if (entry) return { entry, by: 'its name' };
    }
  return undefined;
}

/** The folders of packages that a project holds. */
function workspacesOf(root: string): string[] {
  const { workspaces = [] } = manifestOf(root);
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces.packages ?? []);
  const pnpm = [...readIf(path.join(root, 'pnpm-workspace.yaml')).matchAll(/^\s*-\s*["']?([^"'\s!]+)/gm)];
  const patterns = [...listed, ...pnpm.map(([, pattern]) => pattern!)];
  const folders = patterns.flatMap((pattern) => {
    const [, parent] = /^(.*)\/\*\*?$/.exec(pattern) ?? [];
    if (parent === undefined) return [path.join(root, pattern)];
    const within = path.join(root, parent);
    if (!existsSync(within)) return [];
    return readdirSync(within, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(within, name));
  });
  return [...new Set(folders)].filter((folder) => isFile(path.join(folder, 'package.json'))).sort();
}
