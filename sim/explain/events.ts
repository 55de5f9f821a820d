/** What happened at one moment in one place: what befell processes and the world, what was stored, what clients were told. */
import type { Document } from 'bson';
import type { Event, EventKind } from '../../harness/explanation/index.ts';
import type { Change, Violation } from '../../harness/invariants/index.ts';
import { tellChange } from '../../harness/invariants/story.ts';
import type { StoresSpec } from '../../harness/scenario/stores.ts';
import { cut } from '../../harness/words.ts';
import type { Writers } from './commits.ts';
import type { Faults } from './faults.ts';
import type { Recording } from './recording.ts';
import type { Subjects } from './subjects.ts';
import { brief, relaxed } from './values.ts';

/** The documents are told in full besides. */
const MOST_CHARS = 160;

const KINDS: Partial<Record<string, EventKind>> = {
  start: 'start',
  'not-up': 'exit',
  exit: 'exit',
  crash: 'crash',
  pause: 'pause',
  resume: 'resume',
  signal: 'signal',
  clock: 'clock',
  phase: 'phase',
};

const PHASES: Record<string, string> = {
  chaos: 'clients are let in',
  heal: 'all faults are over',
  rest: 'all is at rest',
};

/** An election that comes so long after a fault of a member has ended is no longer its doing. */
const AFTERMATH_MS = 5000;

export interface Context {
  spec: StoresSpec;
  faults: Faults;
  subjects: Subjects;
  writers: Writers;
  violation: Violation | undefined;
}

/** In their order. What is a fault's doing is noted with it. */
export function eventsOf(recording: Recording, context: Context): Event[] {
  const { violation, faults } = context;
  const blamed = new Map<Event, string>();
  const blame = (event: Event, fault: string | null) => {
    if (fault !== null) blamed.set(event, fault);
    return event;
  };
  const events = [
    ...ofHosts(recording, faults, blame),
    ...ofFaults(recording, faults),
    ...elections(recording, faults, blame),
    ...commits(recording, context),
    ...answers(recording, context.subjects),
  ];
  if (violation) {
    const { seq = null } = recording.found.find((one) => one.violation === violation) ?? {};
    const subjects = [violation.subject, ...(violation.related ?? [])];
    const { message, atMs } = violation;
    events.push({ ...event(null, atMs, 'violation', message, seq), subjects, strong: true });
  }
  // What was found is found when all is known that led to it.
  const rank = ({ kind }: Event) => (kind === 'violation' ? 1 : 0);
  events.sort((a, b) => a.atMs - b.atMs || (a.seq ?? 0) - (b.seq ?? 0) || rank(a) - rank(b));
  events.forEach((one, i) => {
    one.id = `e${i + 1}`;
    const fault = blamed.get(one);
    if (fault !== undefined) faults.named(fault)!.struck.push(one.id);
  });
  return events;
}

type Blame = (event: Event, fault: string | null) => Event;

function ofHosts({ trace }: Recording, faults: Faults, blame: Blame): Event[] {
  return trace.flatMap((line, i) => {
    const { timeUs, host, kind: traced, detail, seq } = line;
    const kind = KINDS[traced];
    if (kind === undefined) return [];
    // Who ended is told once, and not as crashed besides.
    const before = trace[i - 1];
    if (traced === 'crash' && before?.kind === 'exit' && before.host === host && before.timeUs === timeUs)
      return [];
    const atMs = timeUs / 1000;
    const lane = host === '-' ? null : host;
    const one = event(lane, atMs, kind, label(traced, lane, detail), seq);
    return [lane === null ? one : blame(one, faults.behind(line))];
  });
}

function label(kind: string, lane: string | null, detail: string): string {
  switch (kind) {
    case 'phase':
      return PHASES[detail] ?? detail;
    case 'crash':
      return `${lane} crashes, ${detail === 'reset' ? 'its peers see a reset' : 'in silence'}`;
    case 'exit':
      return `${lane} ends ${/^\d+$/.test(detail) ? `with exit code ${detail}` : `by ${detail}`}`;
    case 'not-up':
      return `${lane} does not come up: ${detail}`;
    case 'signal':
      return `${lane} gets ${detail}`;
    case 'clock': {
      const [offsetMs, driftPpm] = detail.split(' ').map(Number) as [number, number];
      const drift = driftPpm === 0 ? '' : `, drifts by ${driftPpm} ppm`;
      return offsetMs === 0 && driftPpm === 0
        ? `${lane}'s clock is set right`
        : `${lane}'s clock is ${Math.abs(offsetMs)} ms ${offsetMs < 0 ? 'behind' : 'ahead'}${drift}`;
    }
    case 'pause':
      return `${lane} stands still`;
    case 'resume':
      return `${lane} goes on`;
    default:
      return `${lane} starts`;
  }
}

function ofFaults({ faults: moments }: Recording, faults: Faults): Event[] {
  return moments.map(({ moment, seq }) => {
    const { lanes } = faults.all[moment.fault]!;
    const { atMs, kind, what, words } = moment;
    const one = event(lanes.length === 1 ? lanes[0]! : null, atMs, 'fault', `${kind} ${what}: ${words}`, seq);
    return one;
  });
}

function elections({ members }: Recording, faults: Faults, blame: Blame): Event[] {
  return members.flatMap(({ atMs, seq, member, line }) => {
    if (line.msg !== 'became primary' && line.msg !== 'stepped down') return [];
    const isDown = line.msg === 'stepped down';
    const why = isDown && line.why !== undefined ? `: ${line.why}` : '';
    const one = event(
      member,
      atMs,
      'election',
      `${member} ${isDown ? 'steps down' : 'becomes primary'}${why}`,
      seq,
    );
    const [fault] = faults.all.filter(
      ({ lanes, fromMs, toMs, kind }) =>
        kind !== 'clock' && lanes.includes(member) && fromMs <= atMs && atMs <= toMs + AFTERMATH_MS,
    );
    return [isDown ? blame(one, fault?.id ?? null) : one];
  });
}

function commits({ changes, hosts }: Recording, { spec, subjects, writers }: Context): Event[] {
  return changes.map(({ change, write, seq }) => {
    const { atMs, db, coll, op, id, before, after } = change;
    const about = subjects.ofChange(change);
    const told = writers.of(change, write);
    const by = told?.message.from ?? null;
    return {
      ...event(told?.message.to ?? hosts.databases[0]!, atMs, 'commit', wordsOf(change, spec), seq),
      subjects: about,
      strong: subjects.isStrong(about),
      change: {
        ...{ db, coll, op, id: relaxed(id), by, message: told?.message.id ?? null },
        before: relaxed(before) as Document | null,
        after: relaxed(after) as Document | null,
      },
    };
  });
}

/** A document that is new is told in short: all of it is told besides. */
function wordsOf(change: Change, spec: StoresSpec): string {
  const { coll, op, after } = change;
  if (op === 'insert' && spec.tell?.(change) === undefined) return `${coll} insert: ${brief(after)}`;
  return cut(tellChange(change, spec), MOST_CHARS);
}

function answers({ answers }: Recording, subjects: Subjects): Event[] {
  return answers.map(({ answer, seq }) => {
    const { client, atMs, method, path, status, body } = answer;
    const about = subjects.namedByAnswer(answer);
    const told = status === 0 ? 'no answer' : `${status}${body === null ? '' : ` ${brief(body)}`}`;
    const one = event(client, atMs, 'answer', `${told} to ${method} ${path}`, seq);
    return { ...one, subjects: about, strong: subjects.isStrong(about) };
  });
}

/** Its number comes once all are in their order. */
function event(lane: string | null, atMs: number, kind: EventKind, label: string, seq: number | null): Event {
  return { id: '', lane, atMs, kind, label, subjects: [], strong: false, seq };
}
