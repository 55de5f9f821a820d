/** What keeps a default export from being a scenario, where its type was not checked. */
import { isPackaged } from '../called.ts';
import { isServerVersion, SERVER_VERSIONS, USUAL_VERSION } from '../mongo/server-version.ts';
import { originOf } from './origin.ts';
import type { Scenario, Service } from './scenario.ts';

/** In words, after the name of its file; undefined: it is one. */
export function flawOf(scenario: Partial<Scenario> | undefined): string | undefined {
  if (scenario === undefined) return 'it has no default export';
  if (typeof scenario !== 'object' || scenario === null) return 'its default export is not a scenario';
  const { name, services, workload, invariants, stores, size, live, database } = scenario;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name))
    return `its name must be a word in small letters, not ${JSON.stringify(name)}`;
  if (!services || Object.keys(services).length === 0) return 'it has no services';
  for (const [service, of] of Object.entries(services)) {
    if (!/^[a-z][a-z-]*$/.test(service)) return `a service must be named by small letters, not '${service}'`;
    const flaw = serviceFlaw(of);
    if (flaw !== undefined) return `service ${service}: ${flaw}`;
  }
  if (typeof workload !== 'function') return 'it has no workload';
  if (!Array.isArray(invariants)) return 'it has no invariants';
  if (!stores) return 'it does not say what of the stores counts';
  if (!size || !/^[a-z]+$/.test(size.of)) return 'it does not say what its size is counted in, in a word';
  if (!isWhole(size.usual, 1)) return `its usual size must be a whole number from 1, not ${told(size.usual)}`;
  const { serverVersion = USUAL_VERSION } = database ?? {};
  if (!isServerVersion(serverVersion))
    return `its database's serverVersion must be one of ${SERVER_VERSIONS.join(', ')}, not ${told(serverVersion)}`;
  for (const setting of Object.keys(live?.settings ?? {}))
    if (!/^[a-z]+$/.test(setting)) return `a setting must be a word in small letters, not '${setting}'`;
  for (const [engine, { address }] of Object.entries(live?.engines ?? {}))
    for (const name of [engine, ...(address ? [address.flag] : [])])
      if (!/^[a-z]+$/.test(name))
        return `an engine must be named by small letters, and so its flag, not '${name}'`;
  // A package may be installed twice, in two versions; here there is but one.
  if (isPackaged && originOf(scenario) === undefined)
    return 'its default export is not made by `scenario` of the Groundhog that runs it: is another installed?';
  return undefined;
}

function serviceFlaw({ entry, instances, env, port }: Partial<Service>): string | undefined {
  if (typeof entry !== 'string' || entry === '') return `its entry must name a file, not ${told(entry)}`;
  const [least, most] = Array.isArray(instances) ? instances : [instances, instances];
  if (!isWhole(least, 0) || !isWhole(most, 1) || least > most)
    return `its instances must be a whole number, or the least and the most, not ${told(instances)}`;
  if (port !== undefined && !isWhole(port, 1)) return `its port must be a whole number, not ${told(port)}`;
  if (typeof env !== 'function') return 'its env must be a function that gives the environment';
  return undefined;
}

const isWhole = (value: unknown, least: number): value is number =>
  Number.isInteger(value) && (value as number) >= least;

const told = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
