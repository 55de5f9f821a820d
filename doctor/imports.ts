/** What an entry and all it may load ask for, and what of it will not be there or not be let. */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { type Finding, fail, ok, warn } from './finding.ts';
import { ADDON_LOADERS, insteadOf, peerOf } from './peers.ts';

/** A file that is loaded, and what it imports: by name, and the file that is; null where there is none. */
export interface LoadedFile {
  file: string;
  imports: readonly { name: string; file: string | null }[];
}

/** `refused`: by the name of a module of Node's, its functions that no process may call. */
export function importFindings(
  service: string,
  root: string,
  files: readonly LoadedFile[],
  refused: ReadonlyMap<string, readonly string[]>,
): Finding[] {
  const found = [
    ...packagesOf(service, root, files),
    ...missing(service, root, files),
    ...builtins(service, root, files, refused),
  ];
  const own = files.filter(({ file }) => isOwn(file)).length;
  return [ok(service, `${own} files of yours and ${files.length - own} of packages are loaded`), ...found];
}

const NODE_MODULES = `${path.sep}node_modules${path.sep}`;
const isOwn = (file: string): boolean => !file.includes(NODE_MODULES);

/** The package that a file is of. */
function packageOf(file: string): string | undefined {
  const at = file.lastIndexOf(NODE_MODULES);
  if (at < 0) return undefined;
  const [scope, name] = file.slice(at + NODE_MODULES.length).split(path.sep);
  return scope!.startsWith('@') ? `${scope}/${name}` : scope;
}

function packagesOf(service: string, root: string, files: readonly LoadedFile[]): Finding[] {
  const addons = new Set<string>();
  const peers = new Map<string, string>();
  for (const { file, imports } of files)
    for (const { name, file: to } of imports) {
      const of = packageOf(file);
      if ((name.endsWith('.node') || ADDON_LOADERS.test(name)) && of !== undefined) addons.add(of);
      const peer = to === null ? undefined : packageOf(to);
      if (peer !== undefined && isOwn(file) && peerOf(peer)) peers.set(peer, path.relative(root, file));
    }
  return [
    ...[...addons].map((name) => warn(service, `${name} brings a native addon`, insteadOf(name))),
    ...[...peers].map(([name, from]) => {
      const { needs, toDo } = peerOf(name)!;
      return warn(service, `${from} loads ${name}, which talks to ${needs}`, toDo);
    }),
  ];
}

/** Of what packages cannot find, much is optional; what a project's own code cannot find is not there. */
function missing(service: string, root: string, files: readonly LoadedFile[]): Finding[] {
  return files.flatMap(({ file, imports }) =>
    !isOwn(file)
      ? []
      : imports
          .filter(({ name, file: to }) => to === null && !isBuiltin(name))
          .map(({ name }) =>
            fail(
              service,
              `${path.relative(root, file)} imports '${name}', which cannot be found`,
              /^[./]/.test(name) ? 'mend the path' : `npm install ${name}`,
            ),
          ),
  );
}

function builtins(
  service: string,
  root: string,
  files: readonly LoadedFile[],
  refused: ReadonlyMap<string, readonly string[]>,
): Finding[] {
  const found = new Map<string, string>();
  for (const { file, imports } of files)
    if (isOwn(file))
      for (const { name } of imports) {
        const module = name.replace(/^node:/, '');
        if (refused.has(module)) found.set(module, path.relative(root, file));
      }
  return [...found].map(([module, file]) =>
    warn(
      service,
      `${file} imports ${module}`,
      `refused when it is called: ${refused.get(module)!.join(', ')}`,
    ),
  );
}
