/** Products: what the event store has beside what the read model shows, and how far that is behind. */
import type { Product } from './store.ts';
import { number, plural } from './words.ts';

export function Products({ products }: { products: readonly Product[] }) {
  return (
    <section aria-labelledby="products">
      <h2 id="products">Products</h2>
      <div class="across">
        <table>
          <thead>
            <tr>
              <th>product</th>
              <th>in stock</th>
              <th>read model</th>
              <th>behind</th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <Row key={product.product_id} {...product} />
            ))}
          </tbody>
        </table>
      </div>
      {products.length === 0 && <p class="soft">No product is known yet.</p>}
    </section>
  );
}

function Row({ product_id, stored, shown, version, lastVersion }: Product) {
  const behind = version - lastVersion;
  return (
    <tr>
      <td>
        <a href={`#product/${product_id}`}>{product_id}</a>
      </td>
      <td class={stored < 0 ? 'number bad' : 'number'}>{number(stored)}</td>
      <td class={shown === stored ? 'number' : 'number warn'}>{shown === null ? '–' : number(shown)}</td>
      <td class={behind > 0 ? 'warn' : 'soft'}>{behind > 0 ? plural(behind, 'event') : 'in step'}</td>
    </tr>
  );
}
