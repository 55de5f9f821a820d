/** One order across services, on one time line. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { api, type Order, type Story } from './api.ts';
import { money, number, time } from './words.ts';

export function OrderStory({ id, order }: { id: string; order: Order | undefined }) {
  const [story, setStory] = useState<Story>();
  const [error, setError] = useState('');
  const shown = useRef(0);
  const asked = useRef(0);
  // Told anew whenever the saga has moved. It may move again before all have answered, and again before they have answered
  // that: what is older than what is shown is dropped, not what is older than what was asked.
  const moved = order && `${order.status} ${order.step} ${order.attempts} ${order.lease.token}`;
  useEffect(() => {
    const turn = ++asked.current;
    const isNews = () => {
      if (turn < shown.current) return false;
      shown.current = turn;
      return true;
    };
    api.story(id).then(
      (told) => {
        if (!isNews()) return;
        setStory(told);
        setError('');
      },
      ({ message }: Error) => isNews() && setError(message),
    );
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
        {saga.workflow_url && (
          <>
            {' '}
            <a href={saga.workflow_url} target="_blank" rel="noreferrer">
              Its workflow
            </a>{' '}
            is in Temporal’s web UI.
          </>
        )}
        {view &&
          ` The read model shows ${number(view.available_stock)} in stock as of version ${view.last_version}.`}
      </p>
    </>
  );
}
