/** A planted bug for real processes: each plants it in itself (`planted.ts`) before its entry is run. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Patch, patchedSources } from '../bugs/patch.ts';

/** The variable of the environment by which a process is told. */
export const PLANTED = 'GROUNDHOG_PLANTED';
const PRELOAD = new URL('./planted.ts', import.meta.url);

/** What a service is started with. Throws with one line when the bug does not apply, or would not be noticed. */
export function planting(
  { name, edits }: Patch,
  root: string,
): { preload: URL[]; env: Record<string, string> } {
  for (const file of patchedSources({ name, edits }, root).keys())
    if (!isModule(path.join(root, file)))
      throw new Error(
        `bug ${name}: ${file} is CommonJS, and in real processes bugs are planted in ES modules only`,
      );
  return { preload: [PRELOAD], env: { [PLANTED]: JSON.stringify({ patch: { name, edits }, root }) } };
}

/** As Node takes it, by its name and package. */
function isModule(file: string): boolean {
  const extension = path.extname(file);
  if (/^\.[cm]/.test(extension)) return extension.startsWith('.m');
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'package.json');
    if (existsSync(found)) return JSON.parse(readFileSync(found, 'utf8')).type === 'module';
    if (folder === path.dirname(folder)) return false;
  }
}
