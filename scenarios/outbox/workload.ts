/** What customers ask: orders, some of them twice, bad ones, a look at their account, and to be let in. */
import {
  type fc,
  inOrder,
  type Request,
  type Sending,
  sending,
  sent,
  span,
  type Workload,
  type WorkloadAsked,
  weighted,
} from '../../groundhog/index.ts';
import { customerName, passwordOf, tokenFor } from './customers.ts';

export interface OutboxData {
  /** How many customers there are. */
  customers: number;
}

const MOST_CUSTOMERS = 4;
/** Orders of one customer wait for each other: many are needed to be quick. */
const LIVE_CUSTOMERS = 50;
const ITEMS = ['lamp', 'chair', 'table'];

type Kind =
  | 'order'
  | 'again'
  | 'other-order'
  | 'bad'
  | 'forged'
  | 'account'
  | 'others-account'
  | 'login'
  | 'wrong-password';

interface Drawn extends Sending {
  item: string;
  quantity: number;
}

export function outboxWorkload(
  choice: typeof fc,
  { clients, size, swarm, live }: WorkloadAsked,
): fc.Arbitrary<Workload<OutboxData>> {
  const drawn = {
    ...sending(choice, clients),
    item: choice.constantFrom(...ITEMS),
    quantity: choice.integer({ min: 1, max: 9 }),
  };
  const kinds = weighted<Kind>([
    [14, choice.constant('account')],
    [1, choice.constant('others-account')],
    [4, choice.constant('again')],
    [1, choice.constant('other-order')],
    [1, choice.constant('bad')],
    [1, choice.constant('forged')],
    [2, choice.constant('login')],
    [1, choice.constant('wrong-password')],
  ]);
  return choice
    .record({
      customers: live ? choice.constant(LIVE_CUSTOMERS) : choice.integer({ min: 1, max: MOST_CUSTOMERS }),
      durationMs: span(choice, swarm),
      orders: choice.array(choice.record(drawn), { minLength: size, maxLength: size }),
      others: choice.array(choice.record({ ...drawn, kind: kinds, order: choice.nat(size - 1) }), {
        minLength: size,
        maxLength: size,
      }),
    })
    .map(({ customers, durationMs, orders, others }) => {
      const due = (asked: Request, drawn: Drawn) => sent(asked, drawn, durationMs);
      const contested = new Set(
        others.filter(({ kind }) => kind === 'other-order').map(({ order }) => order),
      );
      // A client is somebody's: what one customer sees is seen in order.
      const by = ({ client }: Drawn) => customerName(client % customers);
      const prefix = live?.prefix ?? '';
      const placed = orders.map((order, n) => {
        const asked = orderOf(`${prefix}order-${n + 1}`, by(order), order);
        const expect = { ...asked.expect, statuses: [200, 201, ...(contested.has(n) ? [409] : [])] };
        return due({ ...asked, expect }, order);
      });
      const rest = others.map((other, n) => {
        const asked = requestOf(
          other.kind,
          by(other),
          other,
          placed[other.order]!,
          `${prefix}other-${n + 1}`,
        );
        return due(asked, other);
      });
      return { requests: inOrder([...placed, ...rest]), data: { customers }, durationMs };
    });
}

const from = (customer: string, secret?: string) => ({
  authorization: `Bearer ${tokenFor(customer, secret)}`,
});

const orderOf = (id: string, customer: string, { item, quantity }: Drawn): Request => ({
  ...{ kind: 'order', key: id, to: 'api', method: 'PUT', path: `/orders/${id}`, headers: from(customer) },
  ...{ payload: { item, quantity }, expect: { customer }, retry: true },
});

const otherThan = (customer: string): string => customerName(customer === customerName(0) ? 1 : 0);

const accountOf = (kind: Kind, customer: string, asking: string): Request => ({
  ...{ kind, key: customer, to: 'api', method: 'GET', path: `/accounts/${customer}`, headers: from(asking) },
});

/** Any of the others. `id` is of no order that is placed. */
function requestOf(kind: Kind, customer: string, drawn: Drawn, first: Request, id: string): Request {
  const order = { ...orderOf(id, customer, drawn), kind };
  const session = { ...{ kind, key: customer, to: 'api', method: 'POST', path: '/sessions' }, retry: true };
  switch (kind) {
    case 'again':
      return first;
    case 'other-order':
      // Of one more than anybody orders. Who is first has the id.
      return { ...first, kind, payload: { item: drawn.item, quantity: 10 } };
    case 'bad':
      return { ...order, payload: { item: drawn.item, quantity: 0 }, expect: { statuses: [400] } };
    case 'forged':
      return { ...order, headers: from(customer, 'a secret of somebody else'), expect: { statuses: [401] } };
    case 'login':
      return {
        ...session,
        payload: { customer, password: passwordOf(customer) },
        expect: { statuses: [201] },
      };
    case 'wrong-password':
      return { ...session, payload: { customer, password: 'guess' }, expect: { statuses: [401] } };
    case 'others-account':
      return { ...accountOf(kind, otherThan(customer), customer), expect: { statuses: [403] } };
    default:
      return { ...accountOf(kind, customer, customer), expect: { statuses: [200] } };
  }
}
