/** What must hold, judged while the shop runs: each green, or red with what broke it. */
import type { Control, Invariant } from './api.ts';
import { plural } from './words.ts';

export function Invariants({ control }: { control: Control }) {
  const { invariants, failure } = control;
  const broken = invariants.filter((invariant) => invariant.broken.length > 0);
  return (
    <section aria-labelledby="invariants">
      <h2 id="invariants">
        Invariants{' '}
        <small class={broken.length > 0 ? 'bad' : 'good'}>
          {broken.length > 0
            ? `${plural(broken.length, 'is', 'are')} broken`
            : `all ${invariants.length} hold`}
        </small>
      </h2>
      {failure && <p class="bad">Nothing is judged any more: {failure}</p>}
      <ul class="invariants">
        {invariants.map((invariant) => (
          <li
            key={invariant.name}
            class={invariant.broken.length > 0 ? 'broken' : 'holds'}
            title={invariant.says}
          >
            {invariant.broken.length > 0 ? (
              <a href={`#invariant/${invariant.name}`}>{invariant.name}</a>
            ) : (
              invariant.name
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Broken({ invariant }: { invariant: Invariant }) {
  return (
    <>
      <p>{invariant.says}</p>
      {invariant.broken.length === 0 && <p class="good">It holds.</p>}
      {invariant.broken.map(({ subject, message, at, story }) => (
        <article key={subject} class="violation">
          <h3>{subject}</h3>
          <p>{message}</p>
          <time class="soft" dateTime={at}>
            {at}
          </time>
          {story.length > 0 && <pre>{story.join('\n')}</pre>}
        </article>
      ))}
      {invariant.broken.length > 0 && (
        <p>
          The simulator hunts for a seed that does the same, shrinks it, and explains it on a page:{' '}
          <code>npm run sim -- --runs 500 --max-failures 1</code>, and with a planted bug the same with{' '}
          <code>--bug NAME</code>.
        </p>
      )}
    </>
  );
}
