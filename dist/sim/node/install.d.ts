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
import '../world/drain.ts';
