/** The version of what hello says, and those who wait for it to change. */
import { ObjectId } from 'bson';
export class Topology {
    processId = new ObjectId();
    counter = 1n;
    waiters = new Set();
    bump() {
        this.counter++;
        for (const wake of [...this.waiters])
            wake();
    }
    /** Resolves at the next change, or after `timeoutMs`. */
    changed(timeoutMs) {
        return new Promise((resolve) => {
            const wake = () => {
                clearTimeout(timer);
                this.waiters.delete(wake);
                resolve();
            };
            const timer = setTimeout(wake, timeoutMs);
            this.waiters.add(wake);
        });
    }
    close() {
        for (const wake of [...this.waiters])
            wake();
    }
}
