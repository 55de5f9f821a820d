/**
 * A process that runs workflows and their activities for the cluster, as many of them as it takes. It listens for
 * `/health` and `/metrics` only: its work comes from the task queue.
 */
import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { SAGAS } from '../../common/collections.ts';
import { repeat } from '../../common/loop.ts';
import type { RunningService, ServiceConfig } from '../../common/service.ts';
import { startService } from '../../common/start.ts';
import { Upstream } from '../../common/upstream.ts';
import type { TemporalSettings } from '../engines.ts';
import { sagaMetrics, timed } from '../metrics.ts';
import { Sagas } from '../sagas.ts';
import { stepsOver, TIMEOUT_MS } from '../steps.ts';
import { activitiesOver } from './activities.ts';
import { type Activities, OWNER } from './contract.ts';

export interface WorkerConfig extends ServiceConfig {
  inventoryUrls: string[];
  paymentUrls: string[];
  temporal: TemporalSettings;
}

export const WORKFLOWS = fileURLToPath(new URL('./workflow.ts', import.meta.url));

const ABOUT = { name: 'worker', says: 'Runs orders as workflows for a Temporal cluster.' };
const AGAIN_MS = 200;
/** What is under way when it is asked to end may go on for so long; another worker tries it again. */
const FORCED_AFTER_MS = 1500;

export function startWorker({
  inventoryUrls,
  paymentUrls,
  temporal,
  ...config
}: WorkerConfig): Promise<RunningService> {
  return startService(ABOUT, config, [SAGAS], ({ mongo, log, metrics, closing }) => {
    const inventory = new Upstream('inventory', inventoryUrls, TIMEOUT_MS, metrics);
    const payment = new Upstream('payment', paymentUrls, TIMEOUT_MS, metrics);
    const steps = timed(stepsOver(inventory, payment), metrics);
    const activities = activitiesOver(new Sagas(mongo, OWNER), steps, sagaMetrics(metrics), log);
    const logger = loggerTo(log);
    Runtime.install({
      logger,
      telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
      // The service says when it ends.
      shutdownSignals: [],
    });
    return {
      async background() {
        const workflowBundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger });
        await repeat('working for Temporal', AGAIN_MS, closing, log, () =>
          work({ temporal, identity: config.instance, workflowBundle, activities, closing }),
        );
      },
      async release() {
        await inventory.close();
        await payment.close();
      },
    };
  });
}

interface Work {
  temporal: TemporalSettings;
  identity: string;
  workflowBundle: WorkflowBundle;
  activities: Activities;
  closing: AbortSignal;
}

/** Resolves when it is closed; rejects when the cluster cannot be reached at first. Later on it is waited for. */
async function work({ temporal, identity, workflowBundle, activities, closing }: Work): Promise<void> {
  const { address, namespace, taskQueue } = temporal;
  const connection = await NativeConnection.connect({ address });
  try {
    const worker = await Worker.create({
      ...{ connection, namespace, taskQueue, identity, workflowBundle },
      activities: { ...activities },
      shutdownForceTime: FORCED_AFTER_MS,
    });
    await worker.runUntil(
      new Promise<void>((resolve) => {
        if (closing.aborted) resolve();
        closing.addEventListener('abort', () => resolve());
      }),
    );
  } finally {
    await connection.close();
  }
}

/** What the SDK says goes where all of this process does. */
const loggerTo = (log: Logger): DefaultLogger =>
  new DefaultLogger('WARN', ({ level, message, meta }) => {
    log[level === 'ERROR' ? 'error' : 'warn']({ ...meta }, message);
  });
