/** `npm run load`: see `command/load.ts`. */
import { load } from './command/load.ts';

process.exitCode = await load();
// What a pipe has not taken by then would be lost.
await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) => new Promise<void>((taken) => stream.write('', () => taken())),
  ),
);
// Sockets of a database that went away may linger; all work is done.
process.exit();
