/** What a reader asked to see, and what that makes of each thing: strong, faint or not there. */
import type { Event, ExplainedFault, Log, Message } from '../../harness/explanation/index.ts';
import type { Item } from './items.ts';

export const KINDS = {
  http: 'HTTP',
  mongodb: 'database',
  other: 'other messages',
  upkeep: 'heartbeats and the like',
  commits: 'commits',
  processes: 'processes',
  faults: 'faults',
} as const;
export type Kind = keyof typeof KINDS;

export interface Filter {
  /** Null: what concerns the violation. */
  subject: string | null;
  /** Words that must stand in it. */
  text: string;
  hiddenLanes: ReadonlySet<string>;
  hiddenKinds: ReadonlySet<Kind>;
  /** What does not concern it is drawn thin, or not, or like all else. */
  rest: 'faint' | 'hidden' | 'strong';
}

export const WHOLE: Filter = {
  subject: null,
  text: '',
  hiddenLanes: new Set(),
  // It is everywhere, and tells nothing: whoever asks sees it.
  hiddenKinds: new Set(['upkeep']),
  rest: 'faint',
};

export type Weight = 'strong' | 'faint' | null;

export function weightOf(item: Item, filter: Filter): Weight {
  const kind = kindOf(item);
  if (kind !== null && filter.hiddenKinds.has(kind)) return null;
  if (filter.hiddenLanes.size > 0 && lanesOf(item).some((lane) => filter.hiddenLanes.has(lane))) {
    // A fault that strikes a lane which is shown is shown there.
    if (item.type !== 'fault' || item.of.lanes.every((lane) => filter.hiddenLanes.has(lane))) return null;
  }
  if (filter.rest === 'strong' && filter.text === '' && filter.subject === null) return 'strong';
  if (concerns(item, filter)) return 'strong';
  return filter.rest === 'hidden' ? null : 'faint';
}

function concerns(item: Item, { subject, text }: Filter): boolean {
  if (text !== '' && !textOf(item).includes(text.toLowerCase())) return false;
  // The frame that all else stands in.
  if (item.type === 'fault') return true;
  if (item.type === 'event' && (item.of.kind === 'violation' || item.of.kind === 'phase')) return true;
  if (subject !== null) return item.of.subjects.includes(subject);
  return text !== '' || (item.type !== 'log' && item.of.strong);
}

export function kindOf(item: Item): Kind | null {
  switch (item.type) {
    case 'message':
      return item.of.isNoise ? 'upkeep' : item.of.protocol;
    case 'fault':
      return 'faults';
    case 'log':
      return null;
    case 'event':
      switch (item.of.kind) {
        case 'commit':
          return 'commits';
        case 'answer':
          return 'http';
        case 'fault':
          return 'faults';
        case 'violation':
        case 'phase':
          return null;
        default:
          return 'processes';
      }
  }
}

export function lanesOf(item: Item): string[] {
  switch (item.type) {
    case 'message':
      return [item.of.from, item.of.to];
    case 'fault':
      return item.of.lanes;
    case 'log':
      return [item.of.lane];
    case 'event':
      return item.of.lane === null ? [] : [item.of.lane];
  }
}

const texts = new WeakMap<Event | ExplainedFault | Log | Message, string>();

/** All that can be searched for, in small letters; made once, since bodies are long. */
function textOf({ of }: Item): string {
  let text = texts.get(of);
  if (text === undefined) {
    text = JSON.stringify(of).toLowerCase();
    texts.set(of, text);
  }
  return text;
}
