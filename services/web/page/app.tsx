/** The page: the shop at a glance, and beside it whatever was opened. What is opened is in the address. */
import { useEffect, useState } from 'preact/hooks';
import { Broken, Invariants } from './invariants.tsx';
import { useKnown } from './live.ts';
import { OrderForm } from './order-form.tsx';
import { OrderStory } from './order-story.tsx';
import { Orders } from './orders.tsx';
import { Processes } from './processes.tsx';
import { ProductStream } from './product-stream.tsx';
import { Products } from './products.tsx';
import type { Known } from './store.ts';

function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const look = () => setHash(location.hash);
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return hash.slice(1);
}

const close = () => {
  location.hash = '';
};

export function App() {
  const known = useKnown();
  const hash = useHash();
  const { products, orders, health, control, isLive } = known;
  const all = [...products.values()];
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <header>
        <h1>The shop</h1>
        <p role="status" class={isLive ? 'good' : 'warn'}>
          {isLive ? 'live' : 'waiting for the shop…'}
        </p>
      </header>
      {control && <Invariants control={control} />}
      <main class={hash ? 'with-side' : ''}>
        <div>
          <OrderForm products={all} />
          <Orders orders={[...orders.values()].reverse()} />
        </div>
        <div>
          <Products products={all} />
          <Processes health={health} control={control} />
        </div>
        {hash && <Side hash={hash} known={known} />}
      </main>
    </>
  );
}

function Side({ hash, known }: { hash: string; known: Known }) {
  const [kind, ...rest] = hash.split('/');
  const id = decodeURIComponent(rest.join('/'));
  const invariant = known.control?.invariants.find(({ name }) => name === id);
  return (
    <aside aria-label={`${kind} ${id}`}>
      <button type="button" class="plain close" onClick={close} aria-label="close">
        ×
      </button>
      <h2>{id}</h2>
      {kind === 'order' && <OrderStory key={id} id={id} order={known.orders.get(id)} />}
      {kind === 'product' && <ProductStream key={id} id={id} product={known.products.get(id)} />}
      {kind === 'invariant' && invariant && <Broken invariant={invariant} />}
    </aside>
  );
}
