/**
 * Takes the place of what lies below Node's own modules: timers, clocks, randomness, sockets and the machine.
 *
 * Imported first by whatever runs a simulation, before anything loads `http`, the driver or a service. Each
 * replacement asks `runtime.host` whose code is calling: inside a host it is virtual, outside it is Node's own,
 * so one process can hold simulated and real code at once.
 *
 * Map: `timers.ts`, `clock.ts`, `randomness.ts`, `sockets.ts`, `tls/` and `machine/` replace; `http-connections.ts` puts in order what
 * Node orders by chance; `escapes.ts` forbids what cannot be replaced; `paths.ts` hides where files really are;
 * `libraries.ts` tames what libraries keep at module level, and resets it between runs. `process/` runs a program on a
 * host, with `files/` as its disk.
 */
// First, since it keeps Node's own setImmediate for the turns between events.
import '../world/drain.js';
import { syncBuiltinESMExports } from 'node:module';
import { watchStorages } from '../world/context.js';
import { installClock } from './clock.js';
import { installCrypto } from './crypto/install.js';
import { installEscapes } from './escapes.js';
import { installHttp2 } from './http2.js';
import { beginLoading } from './machine/ask.js';
import { installMachine } from './machine/index.js';
import { installNames } from './names.js';
import { installPorts } from './offthread/ports.js';
import { installZlib } from './offthread/zlib.js';
import { installPaths } from './paths.js';
import { installRandomness } from './randomness.js';
import { installSockets } from './sockets.js';
import { installTimers } from './timers.js';
import { installTls } from './tls/index.js';
installTimers();
installClock();
installRandomness();
installCrypto();
installZlib();
installPorts();
installSockets();
installTls();
installHttp2();
installNames();
installEscapes();
watchStorages();
installMachine();
installPaths();
// `import { version } from 'node:process'` is a copy, made here: it must not be the real one.
const endLoading = beginLoading();
syncBuiltinESMExports();
endLoading();
