/**
 * How this code is called: as the commands of this repository, which are TypeScript, or as those of a package, which
 * are not. What is printed for a person to type again, and where files go when nobody says, follow from it.
 */
import path from 'node:path';

/** Whether this is the code of a package. */
export const isPackaged = path.extname(import.meta.url) === '.js';

/** What Node is to load before it can read TypeScript; a user need not have it. */
export const TSX = import.meta.resolve('tsx');

/** How Node is started for a file of ours. */
export const NODE_FLAGS: readonly string[] = isPackaged ? [] : ['--import', TSX];

/**
 * The file of a thread, `worker` beside the file `from`. Here what stands beside it teaches it TypeScript first: Node 20
 * does not run `--import` in a thread.
 */
export const workerBeside = (from: string): URL =>
  new URL(isPackaged ? 'worker.js' : 'worker-boot.mjs', from);

/** A command as it is called: `npx groundhog sim`, or `npm run sim` here. */
export const commandName = (command: string): string =>
  isPackaged ? `npx groundhog ${command}` : `npm run ${command}`;

/** What a person types before the flags of a command: npm must be told that they are not its own. */
export const commandLine = (command: string): string => commandName(command) + (isPackaged ? '' : ' --');

/** A page of `docs/`, where a person finds it. */
export const docsPage = (name: string): string =>
  isPackaged ? `node_modules/groundhog/docs/${name}` : `docs/${name}`;

/** Where what is made goes when nobody says: in a project of somebody else's all of it into one folder. */
export const FOLDERS = isPackaged
  ? { plans: '.groundhog/plans', results: '.groundhog/results', reports: '.groundhog/reports' }
  : { plans: 'sim/out', results: 'results', reports: 'reports/out' };
