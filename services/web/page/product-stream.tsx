/** A product's stream of events, version by version, the newest first. */
import { useEffect, useState } from 'preact/hooks';
import { api, type StreamEvent } from './api.ts';
import type { Product } from './store.ts';
import { number, time } from './words.ts';

export function ProductStream({ id, product }: { id: string; product: Product | undefined }) {
  const [events, setEvents] = useState<StreamEvent[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const [error, setError] = useState('');
  const load = (before?: number) =>
    api.events(id, before).then(
      (page) => {
        setEvents((known) => (before === undefined ? page.events : [...known, ...page.events]));
        setNext(page.next);
        setError('');
      },
      ({ message }: Error) => setError(message),
    );
  // Asked anew for another product, or a newer version of this one.
  useEffect(() => void load(), [id, product?.version]);
  return (
    <>
      {product && (
        <p>
          {number(product.stored)} in stock at version {product.version}; the read model shows{' '}
          {product.shown === null
            ? 'nothing yet'
            : `${number(product.shown)} at version ${product.lastVersion}`}
          .
        </p>
      )}
      {error && <p class="bad">{error}</p>}
      <div class="across">
        <table>
          <thead>
            <tr>
              <th>version</th>
              <th>what</th>
              <th>units</th>
              <th>order</th>
              <th>when</th>
            </tr>
          </thead>
          <tbody>
            {events.map(({ version, type, qty, order_id, timestamp }) => (
              <tr key={version}>
                <td class="number">{version}</td>
                <td>{type}</td>
                <td class="number">{number(qty)}</td>
                <td>{type === 'restocked' ? order_id : <a href={`#order/${order_id}`}>{order_id}</a>}</td>
                <td class="soft">{time(timestamp)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && (
        <button type="button" class="plain" onClick={() => void load(next)}>
          Older
        </button>
      )}
    </>
  );
}
