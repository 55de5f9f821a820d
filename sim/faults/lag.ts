import fc from 'fast-check';
import type { Member } from '../mongod/member.ts';
import { aHost } from './choose.ts';
import { fault } from './fault.ts';

const hold = (times: number) => (member: Member) =>
  member.failPoints.named('stopReplProducer')!.set(times, 0, {});

/** A member hears and votes, but its data stays as it is: reads from it are old, and it cannot be elected soon. */
export const lag = fault<{ host: string }>({
  kind: 'lag',
  says: 'a secondary of the database falls behind',
  durationMs: [200, 6000],
  draw: (targets) => fc.record({ host: aHost(targets.databases) }),
  describe: (p) => p.host,
  inject({ host }, { databases }) {
    databases.touch(host, hold(Number.POSITIVE_INFINITY));
    return () => databases.touch(host, hold(0));
  },
});
