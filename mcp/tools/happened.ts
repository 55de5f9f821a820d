/** Messages and events of an explanation as one list in time, a line each. */
import type { Explanation } from '../../harness/explanation/index.ts';

export interface Happened {
  id: string;
  atMs: number;
  kind: string;
  /** Where: of a message, from whom and to whom. */
  lanes: string[];
  label: string;
  /** Of a message that did not arrive, or not as sent. */
  fate?: string;
  fault?: string;
  subjects: string[];
  strong: boolean;
  /** Of an event: its number in the trace, for `--pause-at event:N`. */
  seq?: number;
}

/** Without what is only how machinery keeps going. */
export function happenedIn({ messages, events }: Explanation): Happened[] {
  const all: Happened[] = [
    ...messages
      .filter(({ isNoise }) => !isNoise)
      .map(({ id, sentMs, from, to, label, fate, fault, subjects, strong }) => ({
        ...{ id, atMs: sentMs, kind: 'message', lanes: [from, to], label },
        ...(fate !== null && { fate }),
        ...(fault !== null && { fault }),
        ...{ subjects, strong },
      })),
    ...events.map(({ id, atMs, kind, lane, label, subjects, strong, seq }) => ({
      ...{ id, atMs, kind, lanes: lane === null ? [] : [lane], label, subjects, strong },
      ...(seq !== null && { seq }),
    })),
  ];
  return all.sort((a, b) => a.atMs - b.atMs);
}
