/**
 * The engine whose sagas are workflows on a Temporal cluster, one for each order. This process starts them and no more;
 * `worker.ts` is what runs them.
 *
 * An order is stored first, so that whoever asks for it finds it, and is accepted once its workflow is durable too. Of
 * one whose workflow was never started, or was ended from outside, nothing changes any more: any orchestrator that sees
 * as much starts it. That may be wrong at any time and does no harm: there is one workflow of an id, also after its end.
 */
import { Connection, WorkflowClient, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { Logger } from 'pino';
import { HttpError } from '../../common/http-error.ts';
import { repeat } from '../../common/loop.ts';
import type { TemporalModule, TemporalSettings } from '../engines.ts';
import type { EngineParts, OrderEngine } from '../order-engine.ts';
import type { Order } from '../saga.ts';
import { type Saga, Sagas } from '../sagas.ts';
import { Unfinished } from '../unfinished.ts';
import { OWNER } from './contract.ts';
import { driven } from './driven.ts';
import { ORDER_STATUS, PRODUCT } from './search-attributes.ts';
import type { order as orderWorkflow } from './workflow.ts';

/** A worker that died in a step is noticed sooner: what stands still for longer may have no workflow. */
const STILL_MS = 10_000;
const POLL_MS = 700;
const CALL_TIMEOUT_MS = 3000;
/** By itself gRPC tries less and less often to reach a server that went away. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 };

export const temporalEngine: TemporalModule['temporalEngine'] = (settings) => (parts) =>
  new TemporalEngine(settings, parts);

class TemporalEngine implements OrderEngine {
  readonly driven = 0;
  readonly #settings: TemporalSettings;
  readonly #connection: Connection;
  readonly #workflows: WorkflowClient;
  readonly #sagas: Sagas;
  readonly #log: Logger;
  readonly #closing: AbortSignal;
  readonly #unfinished = new Unfinished();

  constructor(settings: TemporalSettings, { mongo, instance, log, closing }: EngineParts) {
    const { address, namespace } = settings;
    this.#settings = settings;
    // It connects when it is first asked: an orchestrator waits for nobody to start.
    this.#connection = Connection.lazy({ address, channelArgs: RECONNECT });
    this.#workflows = new WorkflowClient({ connection: this.#connection, namespace, identity: instance });
    this.#sagas = new Sagas(mongo, OWNER);
    this.#log = log;
    this.#closing = closing;
  }

  async accept(orderId: string, order: Order): Promise<boolean> {
    const created = await this.#sagas.create(orderId, order);
    if (created) {
      await this.#start(created);
      return true;
    }
    const known = await this.#sagas.find(orderId);
    // Whoever stored it may not have come to the rest. Of one that has moved since, the workflow did it.
    if (known?.status === 'pending' && known.rev === 1) await this.#start(known);
    return false;
  }

  get unfinished(): OrderEngine['unfinished'] {
    return this.#unfinished.told;
  }

  watchUrl(orderId: string): string | undefined {
    const { uiUrl, namespace } = this.#settings;
    return uiUrl && `${uiUrl.replace(/\/$/, '')}/namespaces/${namespace}/workflows/${orderId}`;
  }

  run(): Promise<void> {
    return repeat('looking for orders without a workflow', POLL_MS, this.#closing, this.#log, async () => {
      const unfinished = await this.#sagas.unfinished();
      this.#unfinished.look(unfinished);
      for (const trace of unfinished) {
        if (this.#closing.aborted) return;
        if ((this.#unfinished.unchangedMs(trace) ?? 0) < STILL_MS) continue;
        this.#unfinished.forgive(trace);
        const saga = await this.#sagas.find(trace._id);
        if (saga?.status === 'pending' && (await this.#start(saga)))
          this.#log.info({ order_id: saga._id }, 'workflow started for an order that had none');
      }
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Resolves once there is a workflow of this order, durable: to whether it was started here. */
  async #start(saga: Saga): Promise<boolean> {
    const { _id: workflowId, product_id, status, rev, lease } = saga;
    // What nobody has moved since it was stored for the cluster needs no taking over: the fence sees to what is late.
    const isUntouched = rev === 1 && lease.owner === OWNER;
    try {
      await this.#connection.withDeadline(Date.now() + CALL_TIMEOUT_MS, () =>
        this.#workflows.start<typeof orderWorkflow>('order', {
          ...{ workflowId, taskQueue: this.#settings.taskQueue },
          // One that ended as it should never begins again; one that was terminated does.
          workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
          workflowIdConflictPolicy: 'FAIL',
          args: [workflowId, isUntouched ? driven(saga) : null],
          typedSearchAttributes: new TypedSearchAttributes([
            { key: ORDER_STATUS, value: status },
            { key: PRODUCT, value: product_id },
          ]),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      this.#log.warn({ order_id: workflowId, err: error }, 'workflow not started');
      throw new HttpError(503, 'temporal_unavailable', 'the order is stored, but not under way yet');
    }
  }
}
