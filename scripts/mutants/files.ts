/** Which files a scenario's services are made of. */
import path from 'node:path';
import { build } from 'esbuild';
import type { ScenarioFile } from '../../harness/scenario/load.ts';

/** Paths from the root, in order, of what the services under test import, and nobody who is outside alone does. */
export async function filesOf({ scenario, root }: ScenarioFile): Promise<string[]> {
  const entries = Object.values(scenario.services)
    .filter(({ outside }) => !outside)
    .map(({ entry }) => path.resolve(root, entry));
  const { metafile } = await build({
    entryPoints: entries,
    absWorkingDir: root,
    ...{ bundle: true, write: false, metafile: true, outdir: 'none', logLevel: 'silent' },
    ...{ platform: 'node', format: 'esm', packages: 'external' },
  });
  return Object.keys(metafile.inputs)
    .filter((file) => !file.startsWith('..') && !file.includes('node_modules') && /\.[cm]?tsx?$/.test(file))
    .sort();
}
