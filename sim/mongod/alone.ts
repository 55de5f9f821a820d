/** A member of a set of one, on a port of its own choosing: what most tests ask things of. */
import { type Member, type MemberOptions, noDisk, startMember } from './index.ts';

export function startAlone(more: Partial<MemberOptions> = {}): Promise<Member> {
  return startMember({
    name: 'm',
    host: '127.0.0.1',
    port: 0,
    replSet: 'rs0',
    members: [],
    disk: noDisk(),
    ...more,
  });
}
