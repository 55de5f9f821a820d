/**
 * Hosts live in UTC. A time zone belongs to a process as a whole, so the process that simulates lives there too: what
 * local time is, is asked by more ways than could be replaced (the parsing of dates is one).
 *
 * A worker thread cannot set the zone, only who starts it can: whoever starts one for the simulator imports this.
 */
import { ZONE } from './facts.js';
process.env.TZ = ZONE;
/** Throws in a thread whose process lives elsewhere. */
export function assertZone() {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === ZONE)
        return;
    throw new Error(`the simulator runs in ${ZONE}, this thread in ${timeZone}: set TZ=${ZONE} before its process starts it`);
}
