/** The steps of the saga as requests to inventory and payment. Each may be sent any number of times. */
import type { Reply, Upstream } from '../common/upstream.ts';
import type { Order, Outcome, Step } from './saga.ts';

/** For one instance of a service to answer: longer than payment waits for the gateway. */
export const TIMEOUT_MS = 1500;

export type Steps = Record<Step, (order: Order & { _id: string }) => Promise<Outcome>>;

export function stepsOver(inventory: Upstream, payment: Upstream): Steps {
  const stock = (path: string) => async (saga: Order & { _id: string }) =>
    outcomeOf(await inventory.post(path, { order_id: saga._id, product_id: saga.product_id, qty: saga.qty }));
  const money = (path: string) => async (saga: Order & { _id: string }) =>
    outcomeOf(await payment.post(path, { order_id: saga._id, amount: saga.amount }));
  return {
    reserve: stock('/reserve'),
    release: stock('/release'),
    charge: money('/charge'),
    refund: money('/refund'),
  };
}

/** How the services put it, and how the shop puts it to its customers. */
const REASONS: Record<string, string> = { declined: 'payment_declined' };

function outcomeOf(reply: Reply): Outcome {
  if (reply.kind === 'unknown') return reply;
  if (reply.status < 300) return { kind: 'done' };
  const error = String(reply.body.error);
  return { kind: 'refused', reason: REASONS[error] ?? error };
}
