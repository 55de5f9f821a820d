/** Plants a bug: from now on, this thread loads the patched source of its files, imported or run as a program's. */
import path from 'node:path';
import { importPatched, type Patch, patchedSources } from '../../harness/bugs/patch.ts';
import { replaceSource } from './planted.ts';

/** Must come before anything loads the files. `root` is the scenario's. */
export function plant(bug: Patch, root: string): void {
  const sources = patchedSources(bug, root);
  for (const [file, source] of sources) replaceSource(path.join(root, file), source);
  importPatched(sources, root);
}
