/** What of a server can be asked about and set while it runs: the parameters that change what is modelled here. */

import { show } from './bson/show.ts';
import { type Doc, isNumber, toNumber, type Value } from './bson/values.ts';
import { fail } from './errors.ts';

interface Parameter {
  usual: boolean | number;
  /** The least that it may be. */
  least?: number;
  /** Given at the start of the server, if at all. */
  fixed?: true;
}

const PARAMETERS = {
  cursorTimeoutMillis: { usual: 600_000, least: 1 },
  clientCursorMonitorFrequencySecs: { usual: 4, least: 1 },
  enableTestCommands: { usual: true, fixed: true },
  enableTimeoutOfInactiveSessionCursors: { usual: false },
  journalCommitInterval: { usual: 100, least: 1 },
  localLogicalSessionTimeoutMinutes: { usual: 30, fixed: true },
  logicalSessionRefreshMillis: { usual: 300_000, fixed: true },
  logLevel: { usual: 0, least: 0 },
  maxTransactionLockRequestTimeoutMillis: { usual: 5, least: -1 },
  notablescan: { usual: false, fixed: true },
  quiet: { usual: false },
  transactionLifetimeLimitSeconds: { usual: 60, least: 1 },
  ttlMonitorEnabled: { usual: true },
  ttlMonitorSleepSecs: { usual: 60, least: 1 },
} as const satisfies Record<string, Parameter>;

type Name = keyof typeof PARAMETERS;
export type NumberName = { [N in Name]: (typeof PARAMETERS)[N]['usual'] extends number ? N : never }[Name];

export class Parameters {
  /** Told after any was set. */
  onSet: () => void = () => {};
  private readonly values = new Map<Name, boolean | number>(
    (Object.keys(PARAMETERS) as Name[]).map((name) => [name, PARAMETERS[name].usual]),
  );

  number(name: NumberName): number {
    return this.values.get(name) as number;
  }

  isOn(name: Exclude<Name, NumberName>): boolean {
    return this.values.get(name) as boolean;
  }

  all(): Doc {
    return Object.fromEntries(this.values);
  }

  /** Sets those given, all or, where one is refused, none; what the first of them was. */
  set(given: readonly [name: string, value: Value][]): boolean | number {
    if (given.length === 0) fail(72, 'no option found to set, use help:true to see options ');
    for (const [name] of given) {
      if (!isKnown(name))
        fail(72, `attempted to set unrecognized parameter [${name}], use help:true to see options `);
      if (this.parameter(name).fixed) fail(20, `not allowed to change [${name}] at runtime`);
    }
    const fresh = given.map(([name, value]) => [name as Name, this.checked(name as Name, value)] as const);
    const was = this.values.get(fresh[0]![0])!;
    for (const [name, value] of fresh) this.values.set(name, value);
    this.onSet();
    return was;
  }

  private parameter(name: Name): Parameter {
    return PARAMETERS[name];
  }

  private checked(name: Name, value: Value): boolean | number {
    const { usual, least } = this.parameter(name);
    if (typeof usual === 'boolean') return isNumber(value) ? toNumber(value) !== 0 : Boolean(value);
    if (!isNumber(value))
      return fail(2, `Failed to set parameter ${name}: Invalid value for ${name}: ${show(value)}`);
    const n = Math.trunc(toNumber(value));
    if (least !== undefined && n < least)
      fail(2, `Invalid value for parameter ${name}: ${n} is not greater than or equal to ${least}`);
    return n;
  }
}

const isKnown = (name: string): name is Name => Object.hasOwn(PARAMETERS, name);
