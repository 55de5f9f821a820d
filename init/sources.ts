/**
 * The files of a project that an entry reaches, packages left out, each as plain JavaScript: types and comments are gone
 * and strings are quoted alike, so that a pattern can read them.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Loader, type Plugin, transform } from 'esbuild';

export interface Source {
  /** Absolute path. */
  file: string;
  text: string;
  /** By what an import names: the file, or null for a package. */
  imports: ReadonlyMap<string, string | null>;
}

/** Throws what esbuild says, where a file is no JavaScript or TypeScript. */
export async function sourcesOf(entry: string): Promise<Source[]> {
  const folder = path.dirname(entry);
  const texts = new Map<string, string>();
  const { metafile } = await build({
    entryPoints: [entry],
    absWorkingDir: folder,
    bundle: true,
    packages: 'external',
    write: false,
    outdir: folder,
    metafile: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    treeShaking: false,
    plugins: [ownFilesOnly(texts)],
  });
  const absolute = (name: string) => path.resolve(folder, name);
  return Object.entries(metafile.inputs).flatMap(([name, { imports }]) => {
    const file = absolute(name);
    const text = texts.get(file);
    if (text === undefined) return [];
    const found = imports.map(
      ({ path: to, original, external }) => [original ?? to, external ? null : absolute(to)] as const,
    );
    return [{ file, text, imports: new Map(found) }];
  });
}

const SOURCE = /\.([cm]?[jt]s|[jt]sx)$/;

async function plain(file: string): Promise<string> {
  const [, extension] = SOURCE.exec(file)!;
  const { code } = await transform(readFileSync(file, 'utf8').replace(/^#!.*/, ''), {
    loader: extension!.replace(/^[cm]/, '') as Loader,
    target: 'esnext',
    // Parameters with decorators, as NestJS has them, are no JavaScript.
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    logLevel: 'silent',
  });
  return code;
}

/** What cannot be found is not there to be read, and what is no source has nothing to read. */
const ownFilesOnly = (texts: Map<string, string>): Plugin => ({
  name: 'own files only',
  setup({ onResolve, onLoad, resolve }) {
    const asked = Symbol('asked');
    onResolve({ filter: /.*/ }, async ({ path: name, kind, importer, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || pluginData === asked) return undefined;
      const found = await resolve(name, { kind, importer, resolveDir, pluginData: asked });
      const isOwn = found.errors.length === 0 && !found.path.includes(`${path.sep}node_modules${path.sep}`);
      return isOwn ? found : { path: name, external: true };
    });
    onLoad({ filter: /.*/ }, async ({ path: file }) => {
      const contents = SOURCE.test(file) ? await plain(file) : '';
      if (contents !== '') texts.set(file, contents);
      return { contents, loader: 'js' };
    });
  },
});
