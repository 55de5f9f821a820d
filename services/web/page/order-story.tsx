/** One order across services, on one time line. */
import { useEffect, useState } from 'preact/hooks';
import { api, type Order, type Story } from './api.ts';
import { money, number, time } from './words.ts';

export function OrderStory({ id, order }: { id: string; order: Order | undefined }) {
  const [story, setStory] = useState<Story>();
  const [error, setError] = useState('');
  // Told anew whenever the saga has moved.
  const moved = order && `${order.status} ${order.step} ${order.attempts} ${order.lease.token}`;
  useEffect(() => {
    let isWanted = true;
    api.story(id).then(
      (told) => {
        if (!isWanted) return;
        setStory(told);
        setError('');
      },
      ({ message }: Error) => isWanted && setError(message),
    );
    return () => {
      isWanted = false;
    };
  }, [id, moved]);
  if (error) return <p class="bad">{error}</p>;
  if (!story) return <p class="soft">Asking the services…</p>;
  const { saga, moments, view, missing } = story;
  return (
    <>
      <p>
        {saga.qty} × <a href={`#product/${saga.product_id}`}>{saga.product_id}</a> for {money(saga.amount)}:{' '}
        <b class={`end ${saga.status}`}>{saga.status}</b>
        {saga.reason && <span class="bad"> ({saga.reason})</span>}
      </p>
      <ol class="moments">
        {moments.map((moment) => (
          <li key={`${moment.at} ${moment.who} ${moment.what}`} class={moment.tone}>
            <time dateTime={moment.at}>{time(moment.at)}</time>
            <b>{moment.who}</b>
            <span>{moment.what}</span>
          </li>
        ))}
      </ol>
      {missing.length > 0 && (
        <p class="warn">{missing.join(' and ')} did not answer: that part is missing.</p>
      )}
      <p class="soft">
        Step {saga.step}
        {saga.attempts > 0 && `, ${saga.attempts} tries of unknown outcome`}; lease of {saga.lease.owner},
        token {saga.lease.token}; revision {saga.rev}.
        {view &&
          ` The read model shows ${number(view.available_stock)} in stock as of version ${view.last_version}.`}
      </p>
    </>
  );
}
