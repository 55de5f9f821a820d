/** What keeps a drawn request from being asked: who draws a plan and `doctor` look for the same. */
import { inspect } from 'node:util';
import { checkKeys, type PlannedRequest } from './request.ts';
import type { Scenario } from './scenario.ts';

/** How many clients there are to ask it, and the latest that it may be due. */
export interface Within {
  clients: number;
  untilMs: number;
}

/** In words, after the kind of the request; undefined: all is well. */
export function requestFlaw(
  request: PlannedRequest,
  { services }: Pick<Scenario, 'services'>,
  { clients, untilMs }: Within,
): string | undefined {
  const { atMs, client, follow } = request;
  for (const { kind, key, to, method, path } of follow ? [request, follow] : [request]) {
    for (const [name, text] of Object.entries({ kind, key, to, method, path }))
      if (typeof text !== 'string') return `its ${name} is no string: ${inspect(text)}`;
    const service = services[to];
    if (!service) return `it is sent to '${to}', which is no service of the scenario`;
    if (service.port === undefined) return `it is sent to '${to}', which has no port`;
    if (!path.startsWith('/')) return `its path must begin with a slash: ${path}`;
  }
  try {
    checkKeys(request, ['atMs', 'client']);
  } catch (error) {
    return (error as Error).message;
  }
  if (!Number.isInteger(client) || client < 0 || client >= clients)
    return `its client is ${client}, of ${clients} from 0`;
  if (!(atMs >= 0 && atMs <= untilMs)) return `it is due at ${atMs} ms, of ${untilMs}`;
  return isData(request) ? undefined : 'it is no plain data';
}

/** Whether JSON keeps it as it is; what is undefined it leaves out, which nobody sees. */
function isData(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null)
    return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint';
  const isPlain = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  return isPlain && !('toJSON' in value) && Object.values(value).every(isData);
}
