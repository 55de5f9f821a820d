/** What became of one order, across services: each tells its part, and this puts them on one time line. */
import type { Reply, Upstream } from '../common/upstream.ts';
import type { Passage } from './feed.ts';

export interface Moment {
  /** By the clock of whoever wrote it: for people to read. */
  at: string;
  who: 'orchestrator' | 'inventory' | 'payment' | 'bank';
  /** In a few words. */
  what: string;
  /** Whether it went as the order would have it. */
  tone: 'good' | 'bad' | 'plain';
}

export interface Story {
  /** As it is stored, with its lease. */
  saga: Record<string, unknown>;
  moments: Moment[];
  /** Of its product, as the read model shows it; null: not yet. */
  view: Record<string, unknown> | null;
  /** Services that did not answer: their part is missing. */
  missing: string[];
}

export type Upstreams = Record<'orchestrator' | 'inventory' | 'payment' | 'projector' | 'gateway', Upstream>;

/** Undefined: there is no such order. Null: nobody can say. */
export async function storyOf(
  orderId: string,
  way: readonly Passage[],
  upstreams: Upstreams,
): Promise<Story | undefined | null> {
  const id = encodeURIComponent(orderId);
  const asked = await upstreams.orchestrator.get(`/orders/${id}/saga`);
  if (asked.kind === 'unknown') return null;
  if (asked.status !== 200) return undefined;
  const saga = asked.body;
  const product = encodeURIComponent(String(saga.product_id));
  // All at once: whoever is paused is waited for once.
  const [inventory, payment, bank, projector] = await Promise.all([
    upstreams.inventory.get(`/products/${product}/events?order_id=${id}`),
    upstreams.payment.get(`/payments?order_id=${id}`),
    upstreams.gateway.get(`/ledger?order_id=${id}`),
    upstreams.projector.get(`/products/${product}`),
  ]);
  const replies = { inventory, payment, bank, projector };
  const missing = Object.entries(replies).flatMap(([name, { kind }]) => (kind === 'unknown' ? [name] : []));
  const moments = [
    ...sagaMoments(saga, way),
    ...listIn(replies.inventory, 'events').map(stockMoment),
    ...listIn(replies.payment, 'events').map(paymentMoment),
    ...listIn(replies.bank, 'entries').map(bankMoment),
  ].sort((a, b) => a.at.localeCompare(b.at));
  const view = projector.kind === 'answered' && projector.status === 200 ? projector.body : null;
  return { saga, moments, view, missing };
}

type Doc = Record<string, unknown>;

const listIn = (reply: Reply, name: string): Doc[] =>
  reply.kind === 'answered' && Array.isArray(reply.body[name]) ? (reply.body[name] as Doc[]) : [];

/** The first passage is the order itself. What was not seen as it happened is known only by where it led. */
function sagaMoments(saga: Doc, [first, ...rest]: readonly Passage[]): Moment[] {
  const who = 'orchestrator' as const;
  const accepted: Moment = { at: String(saga.created_at), who, what: 'order accepted', tone: 'good' };
  if (!first)
    return saga.status === 'pending'
      ? [accepted]
      : [accepted, { at: String(saga.updated_at), who, ...endOf(saga) }];
  return [accepted, ...rest.map((passage, i) => passageMoment(passage, rest[i - 1] ?? first))];
}

function passageMoment({ at, step, status, attempts, reason, owner }: Passage, before: Passage): Moment {
  const who = 'orchestrator' as const;
  if (owner !== before.owner) return { at, who, what: `taken over by ${owner}`, tone: 'bad' };
  if (status !== 'pending') return { at, who, ...endOf({ status, reason }) };
  if (attempts > 0) return { at, who, what: `${step}: try ${attempts} of unknown outcome`, tone: 'bad' };
  return { at, who, what: `next step: ${step}`, tone: reason ? 'bad' : 'plain' };
}

const endOf = ({ status, reason }: Doc): Pick<Moment, 'what' | 'tone'> =>
  status === 'confirmed'
    ? { what: 'order confirmed', tone: 'good' }
    : { what: `order rejected: ${reason}`, tone: 'bad' };

const stockMoment = ({ timestamp, type, qty, version }: Doc): Moment => ({
  ...{ at: String(timestamp), who: 'inventory' },
  what: `${type} ${qty}, version ${version}`,
  tone: type === 'reserved' ? 'good' : 'bad',
});

const paymentMoment = ({ timestamp, type, status }: Doc): Moment => ({
  ...{ at: String(timestamp), who: 'payment' },
  what: `${type} ${status}`,
  tone: type === 'charge' && (status === 'requested' || status === 'succeeded') ? 'good' : 'bad',
});

const bankMoment = ({ timestamp, kind, status, amount }: Doc): Moment => ({
  ...{ at: String(timestamp), who: 'bank' },
  what: `${kind} of ${amount} ${status}`,
  tone: kind === 'charge' && status === 'succeeded' ? 'good' : 'bad',
});
