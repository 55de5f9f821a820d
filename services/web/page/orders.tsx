/** Orders as they go through their steps, the newest first. */
import type { Order } from './api.ts';
import { money, number, time } from './words.ts';

const SHOWN = 50;
/** Where an order is on its way; what undoes comes back the same way. */
const WAY = ['reserve', 'charge', 'confirm'];
const UNDOING = ['refund', 'release', 'reject'];

export function Orders({ orders }: { orders: readonly Order[] }) {
  const open = orders.filter(({ status }) => status === 'pending').length;
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">
        Orders <small>{open > 0 ? `${number(open)} under way` : 'none under way'}</small>
      </h2>
      <ol class="orders">
        {orders.slice(0, SHOWN).map((order) => (
          <Row key={order.order_id} {...order} />
        ))}
      </ol>
      {orders.length === 0 && <p class="soft">There is no order yet: place one.</p>}
    </section>
  );
}

function Row({ order_id, product_id, qty, amount, status, step, attempts, reason, created_at }: Order) {
  return (
    <li class={status}>
      <a href={`#order/${order_id}`}>{order_id}</a>
      <span class="soft">
        {qty} × {product_id}, {money(amount)}
      </span>
      <Steps step={step} isUndone={UNDOING.includes(step)} />
      <span class={`end ${status}`}>
        {status === 'pending' ? (attempts > 0 ? `try ${attempts + 1}` : step) : (reason ?? status)}
      </span>
      <time class="soft" dateTime={created_at}>
        {time(created_at)}
      </time>
    </li>
  );
}

function Steps({ step, isUndone }: { step: string; isUndone: boolean }) {
  const way = isUndone ? UNDOING : WAY;
  const at = way.indexOf(step);
  return (
    <span class={isUndone ? 'steps undone' : 'steps'} role="img" aria-label={`step ${step}`}>
      {way.map((name, i) => (
        <i key={name} class={i < at || at === way.length - 1 ? 'done' : i === at ? 'now' : ''} />
      ))}
    </span>
  );
}
