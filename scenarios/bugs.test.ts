/** What planted bugs say of their cause names what there is. */
import '../sim/node/install.ts';
import { describe, expect, test } from 'vitest';
import type { EventKind } from '../harness/explanation/index.ts';
import { faultsOf } from '../sim/faults/index.ts';
import jobs from './jobs/index.ts';
import outbox from './outbox/index.ts';
import shop from './shop/index.ts';

const EVENTS: Record<EventKind, true> = {
  ...{ commit: true, answer: true, start: true, exit: true, crash: true, pause: true, resume: true },
  ...{ signal: true, clock: true, election: true, fault: true, phase: true, violation: true },
};
const all = [shop, outbox, jobs].flatMap((of) =>
  of.bugs!.map((bug) => [of.name, bug.name, of, bug] as const),
);

describe.each(all)('%s %s', (_scenario, _bug, { services, stores, ...of }, { cause }) => {
  test('says which service, which faults and which moment', () => {
    const { process, faults, moment } = cause!;
    expect(Object.keys(services)).toContain(process);
    const kinds = faultsOf(of).map(({ kind }) => kind);
    for (const fault of faults) expect(kinds).toContain(fault);
    for (const is of [moment.is].flat()) expect(['message', ...Object.keys(EVENTS)]).toContain(is);
    const lanes = [...Object.keys(services), 'client', 'database'];
    for (const lane of [moment.by, moment.to]) if (lane !== undefined) expect(lanes).toContain(lane);
    const collections = stores.collections.map(({ db, coll }) => `${db}.${coll}`);
    if (moment.coll !== undefined) expect(collections).toContain(moment.coll);
  });
});
