/** `node:worker_threads` and `node:cluster`: a host's process has one thread and no parent, whatever the simulator's has. */
import cluster from 'node:cluster';
import workerThreads from 'node:worker_threads';
import { answerReads, forbid } from './ask.js';
export function installThreads() {
    answerReads(workerThreads, {
        isMainThread: () => true,
        isInternalThread: () => false,
        parentPort: () => null,
        resourceLimits: () => ({}),
        threadId: () => 0,
        threadName: () => '',
        workerData: () => null,
    });
    answerReads(cluster, {
        isMaster: () => true,
        isPrimary: () => true,
        isWorker: () => false,
    });
    forbid(cluster, 'cluster', ['fork']);
}
