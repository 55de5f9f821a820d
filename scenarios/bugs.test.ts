/** What planted bugs say of their cause names what there is. */
import '../sim/node/install.ts';
import { describe, expect, test } from 'vitest';
import type { EventKind } from '../harness/explanation/index.ts';
import type { BugCause, BugMoment } from '../harness/scenario/bug.ts';
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

const momentsOf = (moment: BugCause['moment']): readonly BugMoment[] =>
  Array.isArray(moment) ? moment : [moment as BugMoment];

describe.each(all)('%s %s', (_scenario, _bug, of, { cause }) => {
  test('says which service, which faults and which moment', () => {
    const { services, stores } = of;
    const { process, faults, moment } = cause!;
    expect(Object.keys(services)).toContain(process);
    // Groups of faults name some that strike in other scenarios only.
    const kinds = [of, shop].flatMap(faultsOf).map(({ kind }) => kind);
    for (const fault of faults) expect(kinds).toContain(fault);
    const lanes = [...Object.keys(services), 'client', 'database'];
    const collections = stores.collections.map(({ db, coll }) => `${db}.${coll}`);
    for (const { is, by, to, coll } of momentsOf(moment)) {
      for (const kind of [is].flat()) expect(['message', 'lost', ...Object.keys(EVENTS)]).toContain(kind);
      for (const lane of [by, to]) if (lane !== undefined) expect(lanes).toContain(lane);
      if (coll !== undefined) expect(collections).toContain(coll);
    }
  });
});
