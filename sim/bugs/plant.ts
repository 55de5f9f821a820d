/** Plants a bug: from now on, this thread loads the patched source of its file. Services carry no switches. */
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { transformSync } from 'esbuild';
import type { Bug } from './bug.ts';

const root = new URL('../../', import.meta.url);

/** The patched source. Throws when what the patch looks for does not stand there exactly once. */
export function patchedSource(bug: Bug): string {
  const source = readFileSync(new URL(bug.file, root), 'utf8');
  const found = source.split(bug.find).length - 1;
  if (found !== 1) {
    throw new Error(`bug ${bug.name}: its patch applies ${found} times to ${bug.file}, expected once`);
  }
  return source.replace(bug.find, () => bug.replace);
}

/** Must come before anything imports the file. */
export function plant(bug: Bug): void {
  const { code } = transformSync(patchedSource(bug), {
    loader: 'ts',
    format: 'esm',
    target: 'node20',
    sourcefile: bug.file,
    sourcemap: 'inline',
  });
  register('./load-hook.js', import.meta.url, {
    data: { url: new URL(bug.file, root).href, source: code },
  });
}
