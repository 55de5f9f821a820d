/** What `--inspect` and `--pause-at` are given: where a debugger attaches, and what the run stops at. */
import { InvalidArgumentError } from 'commander';
import { when } from '../../harness/when.ts';

export interface Address {
  host: string;
  port: number;
}

/** Before the first event; at the first moment from a time on; at a line of the trace; where a violation is found. */
export type PauseAt = 'start' | 'violation' | { atMs: number } | { event: number };

const LOOPBACK = '127.0.0.1';
/** Where debuggers look. */
const PORT = 9229;
const MOST_PORT = 65_535;

export const DEFAULT_ADDRESS: Address = { host: LOOPBACK, port: PORT };

/** `9230`, `localhost`, `localhost:9230`, `[::1]:9230`; port 0 is any that is free. */
export function addressOf(text: string): Address {
  const [, host, port] = /^(?:(\[[\da-f:]+\]|[\w.-]*[a-z.-][\w.-]*)(?::(?=\d)|$))?(\d*)$/i.exec(text) ?? [];
  const number = port ? Number(port) : PORT;
  if (text === '' || (host === undefined && !port) || number > MOST_PORT)
    throw new InvalidArgumentError('expected a port, a host, or both, such as 9230 or localhost:9230.');
  return { host: host?.replace(/^\[|\]$/g, '') ?? LOOPBACK, port: number };
}

/** The same as text, for a URL. */
export const inUrl = ({ host, port }: Address): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

const UNITS_MS = { ms: 1, s: 1000, '': 1000 };

/** `start`, `violation`, `event:5120`, `3.2s`, `-150ms`: times are of the run's clock, in seconds if no unit is given. */
export function pauseAt(text: string): PauseAt {
  if (text === 'start' || text === 'violation') return text;
  const event = /^event:(\d+)$/.exec(text)?.[1];
  if (event !== undefined && Number(event) > 0) return { event: Number(event) };
  const [, time, unit] = /^([+-]?\d+(?:\.\d+)?)(ms|s|)$/.exec(text) ?? [];
  if (time === undefined)
    throw new InvalidArgumentError(
      'expected start, violation, an event such as event:5120, or a time such as 3.2s.',
    );
  return { atMs: Number(time) * UNITS_MS[unit as keyof typeof UNITS_MS] };
}

/** As a person reads it. */
export function inWords(at: PauseAt): string {
  if (at === 'start') return 'before the first event';
  if (at === 'violation') return 'where the violation is found';
  return 'event' in at ? `at event ${at.event.toLocaleString('en-US')}` : `at ${when(at.atMs)}`;
}
