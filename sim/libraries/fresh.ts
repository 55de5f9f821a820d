/** Runs one library in a process that has done nothing else, and prints the hash. */
import { LIBRARIES } from './list.ts';
import { runOnce } from './measure.ts';

const library = LIBRARIES.find(({ entry }) => entry === process.argv[2])!;
console.log(await runOnce(library));
