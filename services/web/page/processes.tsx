/** Every process: how it is by its own word, and what may be done to it; and the bank, which may be made worse. */
import { useState } from 'preact/hooks';
import { api, type Bank, type Control, type Health } from './api.ts';
import { duration, megabytes } from './words.ts';

type State = Control['processes'][number]['state'];

const DEEDS: Record<State, readonly string[]> = {
  up: ['kill', 'pause', 'restart'],
  paused: ['resume', 'kill'],
  down: ['restart'],
};

export function Processes({ health, control }: { health: readonly Health[]; control: Control | null }) {
  const [error, setError] = useState('');
  const strike = (name: string, deed: string) =>
    api.strike(name, deed).then(
      () => setError(''),
      ({ message }: Error) => setError(message),
    );
  return (
    <section aria-labelledby="processes">
      <h2 id="processes">Processes</h2>
      <div class="across">
        <table class="processes">
          <thead>
            <tr>
              <th>process</th>
              <th>state</th>
              <th>up</th>
              <th>
                <abbr title="How late its event loop is, of a hundred times the worst">loop</abbr>
              </th>
              <th>memory</th>
              {control && <th>do</th>}
            </tr>
          </thead>
          <tbody>
            {withUnasked(health, control).map((one) => {
              const known = control?.processes.find(({ url, name }) => (url ?? name) === one.url);
              return <Row key={one.url} {...{ one, known, strike }} isControlled={control !== null} />;
            })}
          </tbody>
        </table>
      </div>
      {error && <p class="bad">{error}</p>}
      <p class="soft">
        What each takes and answers, as OpenAPI: <a href="/openapi.json">web</a>
        {[...new Set(health.map(({ service }) => service))].map((service) => (
          <span key={service}>
            {', '}
            <a href={`/api/services/${service}/openapi.json`}>{service}</a>
          </span>
        ))}
      </p>
      {control && <BankForm />}
    </section>
  );
}

/** What only the control knows of is shown as it has it: it need not have a health to ask for. */
function withUnasked(health: readonly Health[], control: Control | null): Health[] {
  const others = (control?.processes ?? []).filter(({ url }) => !health.some((one) => one.url === url));
  return [
    ...health,
    ...others.map(
      ({ name, service, url, state }): Health => ({
        ...{ url: url ?? name, service, instance: name, status: state === 'up' ? 'ok' : 'silent' },
        ...{ mongo: true, upSeconds: null, loopDelay: null, memoryBytes: null },
      }),
    ),
  ];
}

interface RowProps {
  one: Health;
  known: Control['processes'][number] | undefined;
  isControlled: boolean;
  strike(name: string, deed: string): Promise<void>;
}

function Row({ one, known, isControlled, strike }: RowProps) {
  const { instance, service, url, status, mongo, upSeconds, loopDelay, memoryBytes } = one;
  const name = known?.name ?? instance ?? `${service} at ${new URL(url).host}`;
  const state =
    known && known.state !== 'up' ? known.state : status === 'ok' && !mongo ? 'no database' : status;
  return (
    <tr>
      <td>{name}</td>
      <td class={state === 'ok' ? 'good' : 'bad'}>{state}</td>
      <td class="number">{upSeconds === null ? '–' : duration(upSeconds)}</td>
      <td class="number">{loopDelay === null ? '–' : duration(loopDelay)}</td>
      <td class="number">{memoryBytes === null ? '–' : megabytes(memoryBytes)}</td>
      {isControlled && (
        <td class="deeds">
          {known &&
            DEEDS[known.state].map((deed) => (
              <button
                key={deed}
                type="button"
                class="plain"
                aria-label={`${deed} ${name}`}
                onClick={() => void strike(name, deed)}
              >
                {deed}
              </button>
            ))}
        </td>
      )}
    </tr>
  );
}

const GOOD: Bank = { latencyMs: 0, declineRate: 0, lostReplyRate: 0 };
const WORSE: Record<string, Bank> = {
  well: GOOD,
  slow: { ...GOOD, latencyMs: 3000 },
  declines: { ...GOOD, declineRate: 1 },
  'loses replies': { ...GOOD, lostReplyRate: 0.5 },
};

function BankForm() {
  const [how, setHow] = useState('');
  const [error, setError] = useState('');
  const make = (name: string) =>
    api.bank(WORSE[name]!).then(
      () => {
        setHow(name);
        setError('');
      },
      ({ message }: Error) => setError(message),
    );
  return (
    <fieldset class="card">
      <legend>The bank</legend>
      {Object.keys(WORSE).map((name) => (
        <button
          key={name}
          type="button"
          class="plain"
          aria-pressed={how === name}
          onClick={() => void make(name)}
        >
          {name}
        </button>
      ))}
      {error && <p class="bad">{error}</p>}
    </fieldset>
  );
}
