/** Everything that has an id in an explanation, found by it, and what belongs to what. */
import type { Event, ExplainedFault, Explanation, Log, Message } from '../../harness/explanation/index.ts';
import { grouped } from './grouped.ts';

export type Item =
  | { type: 'message'; id: string; atMs: number; of: Message }
  | { type: 'event'; id: string; atMs: number; of: Event }
  | { type: 'fault'; id: string; atMs: number; of: ExplainedFault }
  | { type: 'log'; id: string; atMs: number; of: Log };

/** At the moment at which it begins. */
export const itemOf = {
  message: (of: Message): Item => ({ type: 'message', id: of.id, atMs: of.sentMs, of }),
  event: (of: Event): Item => ({ type: 'event', id: of.id, atMs: of.atMs, of }),
  fault: (of: ExplainedFault): Item => ({ type: 'fault', id: of.id, atMs: of.fromMs, of }),
  log: (of: Log): Item => ({ type: 'log', id: of.id, atMs: of.atMs, of }),
};

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
    ...explanation.faults.map(itemOf.fault),
    ...explanation.messages.map(itemOf.message),
    ...explanation.events.map(itemOf.event),
    ...explanation.logs.map(itemOf.log),
  ].sort((a, b) => a.atMs - b.atMs);
  const answersTo = grouped(explanation.messages, ({ answers }) => answers);
  const commitsOf = grouped(explanation.events, ({ change }) => change?.message);
  return {
    byId: new Map(inOrder.map((item) => [item.id, item])),
    inOrder,
    answersTo,
    commitsOf,
    faultsOn: faultsOnAll(explanation),
    subjects: subjectsOf(explanation),
  };
}

/** A message names the fault that held it, and a fault whatever it struck: either will do. */
function faultsOnAll({ faults, messages }: Explanation): Map<string, ExplainedFault[]> {
  const byId = new Map(faults.map((fault) => [fault.id, fault]));
  const pairs = new Map<string, { id: string; fault: ExplainedFault }>();
  const add = (id: string, fault: ExplainedFault) => pairs.set(JSON.stringify([id, fault.id]), { id, fault });
  for (const fault of faults) for (const id of fault.struck) add(id, fault);
  for (const { id, fault } of messages) if (fault !== null && byId.has(fault)) add(id, byId.get(fault)!);
  const groups = grouped([...pairs.values()], ({ id }) => id);
  return new Map([...groups].map(([id, list]) => [id, list.map(({ fault }) => fault)]));
}

const FAULTS_MOST = 8;

/** Faults that are told by name: all, or if there are many, those that struck what concerns the violation. */
export function chiefFaults({
  faults,
  messages,
  events,
}: Pick<Explanation, 'faults' | 'messages' | 'events'>): Set<string> {
  const strong = new Set([...messages, ...events].filter((each) => each.strong).map(({ id }) => id));
  const chief = faults.filter(({ struck }) => struck.some((id) => strong.has(id)));
  return new Set((faults.length <= FAULTS_MOST ? faults : chief).map(({ id }) => id));
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
