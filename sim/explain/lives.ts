/** What states processes were in: down, starting, paused; which member was primary; and what fault brought it about. */
import type { Span } from '../../harness/explanation/index.ts';
import type { Recording } from './recording.ts';

export function livesOf({ trace, up, members, fromMs }: Recording, toMs: number): Span[] {
  const spans: Span[] = [];
  const open = new Map<string, Span>();
  const begin = (lane: string, kind: Span['kind'], atMs: number) => {
    const key = `${lane} ${kind}`;
    if (open.has(key)) return;
    const span = { lane, kind, fromMs: atMs, toMs };
    open.set(key, span);
    spans.push(span);
  };
  const end = (lane: string, kind: Span['kind'], atMs: number) => {
    const span = open.get(`${lane} ${kind}`);
    if (span) span.toMs = atMs;
    open.delete(`${lane} ${kind}`);
  };
  const steps: { atMs: number; run: () => void }[] = [];
  const born = new Set<string>();
  // Of others nobody says when they have come up.
  const watched = new Set(up.map(({ host }) => host));
  for (const { timeUs, host, kind } of trace) {
    const atMs = timeUs / 1000;
    const step = (run: () => void) => void steps.push({ atMs, run });
    if (kind === 'start')
      step(() => {
        if (!born.has(host) && atMs > fromMs) spans.push({ lane: host, kind: 'down', fromMs, toMs: atMs });
        born.add(host);
        end(host, 'down', atMs);
        if (watched.has(host)) begin(host, 'starting', atMs);
      });
    else if (kind === 'crash')
      step(() => {
        for (const state of ['starting', 'paused', 'primary'] as const) end(host, state, atMs);
        begin(host, 'down', atMs);
      });
    else if (kind === 'pause') step(() => begin(host, 'paused', atMs));
    else if (kind === 'resume') step(() => end(host, 'paused', atMs));
  }
  for (const { atMs, host } of up) steps.push({ atMs, run: () => end(host, 'starting', atMs) });
  for (const { atMs, member, line } of members) {
    if (line.msg === 'became primary') steps.push({ atMs, run: () => begin(member, 'primary', atMs) });
    else if (line.msg === 'stepped down') steps.push({ atMs, run: () => end(member, 'primary', atMs) });
  }
  steps.sort((a, b) => a.atMs - b.atMs);
  for (const { run } of steps) run();
  return spans;
}
