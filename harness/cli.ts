/** `npm run load`: see `command/load.ts`. */
import { load } from './command/load.ts';

process.exitCode = await load();
// Sockets of a database that went away may linger; all work is done.
process.exit();
