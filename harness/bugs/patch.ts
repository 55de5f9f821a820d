/** A planted bug as patched source: services carry no switches. */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import type { Bug } from '../scenario/bug.ts';
import { ScenarioError } from '../scenario/load.ts';

/** What of a bug says how it is planted. */
export type Patch = Pick<Bug, 'name' | 'edits'>;

/** The patched source of each file, by its path from `root`. Throws `ScenarioError` when what an edit looks for does not stand there exactly once. */
export function patchedSources({ name, edits }: Patch, root: string): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const source = sources.get(file) ?? sourceOf(name, path.join(root, file));
    const found = source.split(find).length - 1;
    if (found !== 1) {
      throw new ScenarioError(
        `bug ${name}: an edit applies ${found} times to ${file}, expected once: ${find}`,
      );
    }
    sources.set(
      file,
      source.replace(find, () => replace),
    );
  }
  return sources;
}

function sourceOf(bug: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ScenarioError(`bug ${bug}: ${(error as Error).message}`, { cause: error });
  }
}

/** From now on this thread imports the patched source of these files. Of files that are `require`d it takes no notice. */
export function importPatched(sources: ReadonlyMap<string, string>, root: string): void {
  const modules: Record<string, string> = {};
  for (const [file, source] of sources) {
    const { code } = transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node20',
      // Named from where it stands.
      sourcefile: path.basename(file),
      sourcemap: 'inline',
    });
    modules[pathToFileURL(path.join(root, file)).href] = code;
  }
  register('./load-hook.js', import.meta.url, { data: modules });
}
