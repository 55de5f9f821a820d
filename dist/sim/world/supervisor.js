import { integerIn } from './random.js';
const RESTART_MS = { min: 100, max: 1500 };
/** A process that lived this long starts over with short pauses. */
const HEALTHY_MS = 10_000;
const MOST_DOUBLINGS = 3;
/**
 * Starts a process on a host and keeps it running. `main` is the process: a rejected promise is its exit with
 * an error. `onStart` hears of each time it came up.
 */
export function supervise(host, main, onStart) {
    const { world } = host;
    const random = world.streams.get(`host/${host.name}/supervisor`);
    let deaths = 0;
    const start = () => {
        if (host.state !== 'down')
            return;
        host.onDeath.add(restartLater);
        host.start(() => {
            main().then(onStart, (error) => {
                // A dead process's promises may still settle; only the living one can exit.
                if (host.state === 'down')
                    return;
                world.note(host, 'exit', error instanceof Error ? error.message : String(error));
                host.crash(true);
            });
        });
    };
    const restartLater = () => {
        deaths = world.nowUs - host.startedUs > HEALTHY_MS * 1000 ? 0 : deaths + 1;
        const doubled = 2 ** Math.min(Math.max(deaths - 1, 0), MOST_DOUBLINGS);
        world.after(integerIn(random, RESTART_MS.min, RESTART_MS.max) * doubled, 'restart', start);
    };
    start();
}
