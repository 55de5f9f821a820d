/** What a process has to itself: made when it is first asked for, and lost when the process dies. */
import type { Host } from './host.ts';

export function ofLife<T>(make: (host: Host) => T): (host: Host) => T {
  const last = new WeakMap<Host, { incarnation: number; own: T }>();
  return (host) => {
    let known = last.get(host);
    if (known?.incarnation !== host.incarnation) {
      known = { incarnation: host.incarnation, own: make(host) };
      last.set(host, known);
    }
    return known.own;
  };
}
