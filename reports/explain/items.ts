/** Everything that has an id in an explanation, found by it, and what belongs to what. */
import type { Event, ExplainedFault, Explanation, Log, Message } from '../../harness/explanation/index.ts';

export type Item =
  | { type: 'message'; id: string; atMs: number; of: Message }
  | { type: 'event'; id: string; atMs: number; of: Event }
  | { type: 'fault'; id: string; atMs: number; of: ExplainedFault }
  | { type: 'log'; id: string; atMs: number; of: Log };

export interface Index {
  byId: ReadonlyMap<string, Item>;
  /** In time. */
  inOrder: readonly Item[];
  /** Answers by the message they answer. */
  answersTo: ReadonlyMap<string, readonly Message[]>;
  /** Commits by the message that brought them about. */
  commitsOf: ReadonlyMap<string, readonly Event[]>;
  /** Faults by what they struck. */
  faultsOn: ReadonlyMap<string, readonly ExplainedFault[]>;
  /** All that anything is about, most often named first. */
  subjects: readonly string[];
}

export function indexOf(explanation: Explanation): Index {
  const inOrder: Item[] = [
    ...explanation.faults.map((of): Item => ({ type: 'fault', id: of.id, atMs: of.fromMs, of })),
    ...explanation.messages.map((of): Item => ({ type: 'message', id: of.id, atMs: of.sentMs, of })),
    ...explanation.events.map((of): Item => ({ type: 'event', id: of.id, atMs: of.atMs, of })),
    ...explanation.logs.map((of): Item => ({ type: 'log', id: of.id, atMs: of.atMs, of })),
  ].sort((a, b) => a.atMs - b.atMs);
  const answersTo = new Map<string, Message[]>();
  const commitsOf = new Map<string, Event[]>();
  const faultsOn = new Map<string, ExplainedFault[]>();
  for (const message of explanation.messages) {
    if (message.answers !== null) push(answersTo, message.answers, message);
  }
  for (const event of explanation.events) {
    const message = event.change?.message;
    if (message !== null && message !== undefined) push(commitsOf, message, event);
  }
  for (const fault of explanation.faults) for (const id of fault.struck) push(faultsOn, id, fault);
  for (const message of explanation.messages) {
    const fault = explanation.faults.find(({ id }) => id === message.fault);
    if (fault && !faultsOn.get(message.id)?.includes(fault)) push(faultsOn, message.id, fault);
  }
  return {
    byId: new Map(inOrder.map((item) => [item.id, item])),
    inOrder,
    answersTo,
    commitsOf,
    faultsOn,
    subjects: subjectsOf(explanation),
  };
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function subjectsOf({ messages, events, logs }: Explanation): string[] {
  const counts = new Map<string, number>();
  for (const { subjects } of [...messages, ...events, ...logs])
    for (const subject of subjects) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([subject]) => subject);
}

/** What goes with something: request and answer, a commit and the message that brought it, faults and what they struck. */
export function related({ byId, answersTo, commitsOf, faultsOn }: Index, id: string): Set<string> {
  const item = byId.get(id);
  const ids = new Set<string>();
  const add = (more: readonly { id: string }[] | undefined) => {
    for (const one of more ?? []) ids.add(one.id);
  };
  if (item?.type === 'message') {
    if (item.of.answers !== null) ids.add(item.of.answers);
    add(answersTo.get(id));
    add(commitsOf.get(id));
  }
  if (item?.type === 'event' && item.of.change?.message) ids.add(item.of.change.message);
  if (item?.type === 'fault') for (const struck of item.of.struck) ids.add(struck);
  add(faultsOn.get(id));
  ids.delete(id);
  return ids;
}
