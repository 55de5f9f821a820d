/** Places an order, or a hundred of them at once. */
import { useState } from 'preact/hooks';
import { api } from './api.ts';
import type { Product } from './store.ts';
import { plural } from './words.ts';

const MANY = 100;
/** A browser opens six connections to one place; what is asked beyond that only waits. */
const AT_ONCE = 6;

const newId = (): string => `ORD-${crypto.randomUUID().slice(0, 8)}`;

export function OrderForm({ products }: { products: readonly Product[] }) {
  const [said, setSaid] = useState<{ text: string; tone: string; newest?: string }>({ text: '', tone: '' });
  const [isBusy, setBusy] = useState(false);

  async function place(count: number, form: FormData): Promise<void> {
    const asked = {
      product_id: String(form.get('product')),
      qty: Number(form.get('qty')),
      amount: Math.round(Number(form.get('price')) * 100),
    };
    setBusy(true);
    const accepted: string[] = [];
    let left = count;
    let why = '';
    const lane = async () => {
      while (left-- > 0) {
        const id = newId();
        await api.order({ order_id: id, ...asked }).then(
          () => accepted.push(id),
          (error: Error) => {
            why = error.message;
          },
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    setBusy(false);
    setSaid({
      text: `${plural(accepted.length, 'order')} accepted${why ? `; ${plural(count - accepted.length, 'was', 'were')} not: ${why}` : ''}`,
      tone: why ? 'bad' : 'good',
      newest: accepted.at(-1),
    });
  }

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const by = event.submitter as HTMLButtonElement | null;
    void place(Number(by?.value ?? 1), new FormData(event.currentTarget as HTMLFormElement));
  };
  return (
    <form class="card" onSubmit={submit} aria-label="Place an order">
      <label>
        product
        <select name="product" required>
          {products.map(({ product_id }) => (
            <option key={product_id}>{product_id}</option>
          ))}
        </select>
      </label>
      <label>
        units <input name="qty" type="number" min="1" max="1000" value="1" required />
      </label>
      <label>
        price <input name="price" type="number" min="0.01" max="10000000" step="0.01" value="100" required />
      </label>
      <button type="submit" value="1" disabled={isBusy || products.length === 0}>
        Place order
      </button>
      <button type="submit" value={MANY} class="plain" disabled={isBusy || products.length === 0}>
        Place {MANY}
      </button>
      <output>
        <span class={said.tone}>{said.text}</span>{' '}
        {said.newest && <a href={`#order/${said.newest}`}>{said.newest}</a>}
      </output>
    </form>
  );
}
