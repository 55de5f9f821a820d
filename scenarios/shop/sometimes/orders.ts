/** How orders go: their ends, their steps tried again, what is undone, and who drives them. */
import { type Change, type Sometimes, sometimes } from '../../../groundhog/index.ts';
import { GATEWAY_DB, isIn, SHOP_DB } from '../invariants/shop.ts';

const inserted = (change: Change, coll: string, db?: string) =>
  change.op === 'insert' && isIn(change, coll, db) ? change.after : null;

const orderIn = (payload: unknown) => String((payload as { order_id?: unknown } | null)?.order_id);

/** The saga after a change to it. */
const saga = (change: Change) => (isIn(change, 'sagas') ? change.after : null);

const rejected = (reason: string): Sometimes =>
  sometimes(`rejected: ${reason}`, `An order is rejected, for ${reason}.`, {
    onChange: (change) => saga(change)?.status === 'rejected' && change.after?.reason === reason,
  });

const retried = (step: string): Sometimes =>
  sometimes(`${step} tried again`, `The outcome of a ${step} stays unknown, and it is tried again.`, {
    onChange: (change) => saga(change)?.step === step && Number(change.after?.attempts) > 0,
  });

/** A request that arrives when it has been undone: `undoing` gives the event, with its order's id, that does so. */
const late = (
  step: string,
  says: string,
  undoing: (change: Change) => Record<string, unknown> | null,
): Sometimes => ({
  name: `late ${step}`,
  says,
  create() {
    const undone = new Set<string>();
    return {
      onChange(change) {
        const event = undoing(change);
        if (event) undone.add(String(event.order_id));
        return false;
      },
      onSignal: (signal) =>
        signal.kind === 'request' && signal.path === `/${step}` && undone.has(orderIn(signal.payload)),
    };
  },
});

export const orderStates: readonly Sometimes[] = [
  sometimes('confirmed', 'An order is confirmed.', {
    onChange: (change) => saga(change)?.status === 'confirmed',
  }),
  ...['out_of_stock', 'payment_declined', 'inventory_unavailable', 'payment_unavailable'].map(rejected),
  ...['reserve', 'charge', 'release', 'refund'].map(retried),
  sometimes('units released', 'What was reserved is released.', {
    onChange(change) {
      const event = inserted(change, 'events');
      return event?.type === 'released' && event.qty > 0;
    },
  }),
  sometimes('release before reserve', 'A release finds nothing reserved, and is remembered.', {
    onChange(change) {
      const event = inserted(change, 'events');
      return event?.type === 'released' && event.qty === 0;
    },
  }),
  late('reserve', 'A reserve arrives after its release, and must not take effect.', (change) => {
    const event = inserted(change, 'events');
    return event?.type === 'released' ? event : null;
  }),
  sometimes('money refunded', 'The bank gives a charge back.', {
    onChange: (change) => inserted(change, 'ledger', GATEWAY_DB)?.kind === 'refund',
  }),
  sometimes('charge voided', 'A refund overtakes its charge, which may then no longer happen.', {
    onChange: (change) => inserted(change, 'payment_events')?.status === 'voided',
  }),
  late('charge', 'A charge arrives after its refund, and must move no money.', (change) => {
    const event = inserted(change, 'payment_events');
    return event?.type === 'refund' || event?.status === 'voided' ? event : null;
  }),
  {
    name: 'lost bank reply settled',
    says: 'The bank is asked again for what it has entered already, and the shop books its answer.',
    create() {
      const askedAgain = new Set<string>();
      return {
        onSignal(signal) {
          if (signal.kind === 'duplicate-key' && signal.ns === `${GATEWAY_DB}.ledger`)
            askedAgain.add(String(signal.key._id));
          return false;
        },
        onChange(change) {
          const event = inserted(change, 'payment_events');
          if (event?.status !== 'succeeded' && event?.status !== 'declined') return false;
          return askedAgain.has(`${event.type}:${event.order_id}`);
        },
      };
    },
  },
  sometimes('lease taken over', 'An instance finishes what another left.', {
    onChange: (change) =>
      saga(change) !== null &&
      change.before !== null &&
      change.before.lease?.owner !== change.after?.lease?.owner,
  }),
  sometimes('lease taken up again', 'An instance finishes what it left itself before it was restarted.', {
    onChange: (change) =>
      saga(change) !== null &&
      change.before?.lease?.owner === change.after?.lease?.owner &&
      Number(change.before?.lease?.token) < Number(change.after?.lease?.token),
  }),
  sometimes(
    'fenced off',
    'Who has lost the lease of a saga tries to write it, and is refused by the fence.',
    {
      onSignal(signal, stores) {
        if (signal.kind !== 'write-matched-nothing' || signal.ns !== `${SHOP_DB}.sagas`) return false;
        const token = Number(stores.get(SHOP_DB, 'sagas', signal.filter._id)?.lease?.token);
        return token > Number(signal.filter['lease.token']);
      },
    },
  ),
];
