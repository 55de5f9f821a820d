/**
 * The steps of a Dockerfile, done in a folder: files are copied as they say, commands are run on this machine, with the
 * Node that the base image names. What the base image has besides is not here; an instruction that is not known here is
 * refused.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './file.ts';

export interface Stage {
  name: string;
  /** An image, or a stage before it. */
  from: string;
  instructions: { name: string; rest: string }[];
}

/** What is built: an image as a folder. */
export interface Image {
  /** The folder that stands for `/`. */
  folder: string;
  workdir: string;
  env: Record<string, string>;
  user: string;
  entrypoint: string[];
  cmd: string[];
}

export function stagesOf(dockerfile: string): Stage[] {
  const text = readFileSync(path.join(root, dockerfile), 'utf8');
  const lines = text.replaceAll(/^\s*#.*\n/gm, '').replaceAll('\\\n', ' ');
  const stages: Stage[] = [];
  for (const [, name, rest] of lines.matchAll(/^(\w+)\s+(.+)$/gm)) {
    if (name === 'FROM') {
      const [, from, as = 'last'] = /^(\S+)(?: AS (\S+))?$/.exec(rest!)!;
      stages.push({ name: as, from: from!, instructions: [] });
    } else stages.at(-1)!.instructions.push({ name: name!, rest: rest!.trim() });
  }
  return stages;
}

/** Images that a Dockerfile begins with. */
export const basesOf = (dockerfile: string): string[] => {
  const stages = stagesOf(dockerfile);
  return stages.map(({ from }) => from).filter((from) => !stages.some(({ name }) => name === from));
};

/** `26.10.0` of `node:26.10.0-slim@sha256:…`. */
export function nodeVersionOf(dockerfile: string): string {
  const [base, ...others] = basesOf(dockerfile);
  const version = /^node:([\d.]+)-slim\b/.exec(base!)?.[1];
  if (version === undefined || others.length > 0) throw new Error(`${dockerfile} is not on one Node`);
  return version;
}

/** Whether a path of the project is left out of every image. */
export function ignoredBy(dockerignore: string): (file: string) => boolean {
  const patterns = dockerignore.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const expressions = patterns.map((pattern) => {
    if (pattern.startsWith('!')) throw new Error(`.dockerignore: ${pattern} is not known here`);
    const source = pattern
      .replaceAll(/[.+?^$()[\]{}|\\]/g, '\\$&')
      .replace(/^\*\*\//, '(?:.*/)?')
      .replaceAll(/(?<!\.)\*/g, '[^/]*');
    // What lies in it goes with it.
    return new RegExp(`^${source}(?:/|$)`);
  });
  return (file) => expressions.some((expression) => expression.test(file));
}

export interface BuildOptions {
  /** From the project's root. */
  dockerfile: string;
  /** The last stage when absent. */
  target?: string;
  /** Where there is nothing yet. */
  folder: string;
  /** Folder of the Node that the images are on. */
  nodeFolder: string;
  args?: Record<string, string>;
}

/** Builds a stage, and those that it is made of. Throws with what a command wrote when one fails. */
export function build({ dockerfile, target, folder, nodeFolder, args = {} }: BuildOptions): Image {
  const stages = stagesOf(dockerfile);
  const isIgnored = ignoredBy(readFileSync(path.join(root, '.dockerignore'), 'utf8'));
  const built = new Map<string, Image>();

  function made(name: string): Image {
    const known = built.get(name);
    if (known) return known;
    const stage = stages.find((one) => one.name === name);
    if (!stage) throw new Error(`${dockerfile} has no stage ${name}`);
    const image: Image = {
      ...(stages.some((one) => one.name === stage.from)
        ? made(stage.from)
        : { workdir: '/', env: {}, user: '', entrypoint: [], cmd: [] }),
      folder: path.join(folder, name),
    };
    mkdirSync(image.folder);
    if (built.has(stage.from)) copied(built.get(stage.from)!.folder, image.folder);
    const told: Record<string, string> = {};
    for (const { name, rest } of stage.instructions) perform(image, told, name, rest);
    built.set(name, image);
    return image;
  }

  function perform(image: Image, told: Record<string, string>, name: string, rest: string): void {
    const inside = (file: string) => path.join(image.folder, path.posix.resolve(image.workdir, file));
    const [variable, value] = rest.split('=') as [string, string?];
    switch (name) {
      case 'WORKDIR':
        image.workdir = path.posix.resolve(image.workdir, rest);
        return void mkdirSync(inside('.'), { recursive: true });
      case 'COPY': {
        const [, from, files] = /^(?:--from=(\S+) )?(.+)$/.exec(rest)!;
        const [to, ...sources] = files!.split(/\s+/).reverse() as [string, ...string[]];
        for (const source of sources) {
          const at = path.join(from === undefined ? root : made(from).folder, source);
          const intoFolder = statSync(at).isFile() && to.endsWith('/');
          const as = intoFolder ? path.join(inside(to), path.basename(source)) : inside(to);
          copied(at, as, (file) => from === undefined && isIgnored(path.relative(root, file)));
        }
        return;
      }
      case 'RUN': {
        // How a registry is reached is this machine's own affair.
        const { NODE_ENV: _, PATH, ...env } = process.env;
        return void execFileSync('sh', ['-c', rest], {
          cwd: inside('.'),
          env: { ...env, PATH: `${nodeFolder}:${PATH}`, ...told, ...image.env },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      }
      case 'ARG':
        told[variable] = args[variable] ?? value ?? '';
        return;
      case 'ENV':
        image.env = {
          ...image.env,
          [variable]: value!.replaceAll(/\$(\w+)/g, (_, of) => told[of] ?? image.env[of] ?? ''),
        };
        return;
      case 'USER':
        image.user = rest;
        return;
      case 'ENTRYPOINT':
        image.entrypoint = JSON.parse(rest);
        return;
      case 'CMD':
        image.cmd = JSON.parse(rest);
        return;
      default:
        throw new Error(`${dockerfile}: ${name} is not known here`);
    }
  }

  return made(target ?? stages.at(-1)!.name);
}

/** Links as they are: those of packages point within their folder. */
function copied(from: string, to: string, isLeftOut: (file: string) => boolean = () => false): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: (file) => !isLeftOut(file) });
}
