/** One thread of the driver: drives its share, records it, and sends outcomes home in batches. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { clockUs } from './clock.ts';
import type { FromWorker, Share, ToWorker } from './crew.ts';
import { drive } from './driver.ts';
import { Recorder } from './recorder.ts';
import type { Outcome } from './request.ts';

const BATCH_MS = 50;
const DRIVER_PRIORITY = -10;

const share = workerData as Share;
const warmupUs = share.warmupMs * 1000;
const recorder = new Recorder(share.sliceMs);
const abort = new AbortController();
const enough = new AbortController();
let start: (startUs: number) => void;
const told = new Promise<number>((resolve) => {
  start = resolve;
});
let batch: Outcome[] = [];

const tell = (message: FromWorker): void => parentPort!.postMessage(message);

function flush(): void {
  if (batch.length === 0) return;
  tell({ type: 'outcomes', outcomes: batch });
  batch = [];
}

parentPort!.on('message', (message: ToWorker) => {
  if (message.type === 'start') start(message.startUs);
  else if (message.type === 'enough') enough.abort();
  else {
    abort.abort();
    start(clockUs());
  }
});

try {
  // Of this thread alone. What waits for a core beside busy neighbours sends late, and would measure itself.
  setPriority(DRIVER_PRIORITY);
} catch {
  // Who may not is as late as he is: the send lag tells.
}

const flushing = setInterval(flush, BATCH_MS);
const { due, elapsedUs } = await drive({
  ...share,
  signal: abort.signal,
  enough: enough.signal,
  startUs: () => {
    tell({ type: 'ready' });
    return told;
  },
  onOutcome: (outcome) => {
    outcome.dueUs -= warmupUs;
    outcome.takenUs -= warmupUs;
    outcome.doneUs -= warmupUs;
    if (outcome.sentUs !== null) outcome.sentUs -= warmupUs;
    outcome.connection = `${share.name}-${outcome.connection}`;
    const request = share.requests[outcome.index]!;
    recorder.record((outcome.step === 'follow' ? request.follow! : request).kind, outcome);
    batch.push(outcome);
  },
});
clearInterval(flushing);
flush();
tell({
  type: 'end',
  recording: recorder.toJSON(),
  due,
  elapsedUs: elapsedUs - warmupUs,
  busyMs: performance.eventLoopUtilization().active,
});
