/**
 * A failing run beside another future of it that passed: of each process and each subject, the first thing that was not the
 * same. Both are one run to where the other left, so what differs first is what made the difference, or came of it.
 *
 * What is compared is what happened in which order, not when: in another future every message takes another time.
 */
import type { Differences, Explanation } from '../../harness/explanation/index.ts';

/** Of a recorded run, what is compared. */
export type Told = Pick<Explanation, 'lanes' | 'messages' | 'events' | 'violation'>;

interface Step {
  atMs: number;
  text: string;
  ref: string;
  subjects: readonly string[];
}

const NOTHING = 'nothing more';

/** What has no line of its own. */
const THE_WORLD = 'the world';

/**
 * In the order of time. `subjects`: those that the violation is about, such as `order ORD-7`; a process is compared in what
 * concerns them, or in all it did where nothing does. `leftMs`: where the other left; earlier there is no difference.
 */
export function differencesOf(
  here: Told,
  there: Told,
  subjects: readonly string[],
  leftMs = Number.NEGATIVE_INFINITY,
): Differences['first'] {
  const untilMs = here.violation?.atMs ?? Number.POSITIVE_INFINITY;
  const about = new Set(subjects);
  const concerns = (step: Step) => step.subjects.some((subject) => about.has(subject));
  const ofLane = (told: Told, lane: string | null) => {
    const steps = stepsOf(told, lane);
    return steps.some(concerns) ? steps.filter(concerns) : steps;
  };
  const ofSubject = (told: Told, subject: string) =>
    told.events
      .filter((event) => event.subjects.includes(subject) && event.kind !== 'violation')
      .map((event) => ({ ...event, text: event.label, ref: event.id }))
      .sort(inTime);
  const pairs = [
    ...subjects.map((of) => ({ of, here: ofSubject(here, of), there: ofSubject(there, of) })),
    { of: THE_WORLD, here: ofLane(here, null), there: ofLane(there, null) },
    ...here.lanes.map(({ name }) => ({ of: name, here: ofLane(here, name), there: ofLane(there, name) })),
  ];
  return pairs
    .flatMap(({ of, here, there }) => {
      const until = here.filter(({ atMs }) => atMs <= untilMs);
      const found = firstDifference(until, there, leftMs);
      return found === undefined ? [] : [{ of, ...found }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/** All that a lane did, and that came to it; of no lane, what the world did. */
function stepsOf({ messages, events }: Told, lane: string | null): Step[] {
  return [
    ...events
      .filter((event) => event.lane === lane && event.kind !== 'violation')
      .map(({ id, atMs, label, subjects }) => ({ atMs, text: label, ref: id, subjects })),
    ...messages.flatMap(({ id, from, to, label, sentMs, arrivedMs, subjects }) => [
      ...(from === lane ? [{ atMs: sentMs, text: `sends ${label} to ${to}`, ref: id, subjects }] : []),
      ...(to === lane && arrivedMs !== null
        ? [{ atMs: arrivedMs, text: `gets ${label} from ${from}`, ref: id, subjects }]
        : []),
    ]),
  ].sort(inTime);
}

const inTime = (a: Step, b: Step): number => a.atMs - b.atMs;

/** What comes here and not there at its place. Where there is no more of it here, nothing is told: it may be yet to come. */
function firstDifference(
  here: readonly Step[],
  there: readonly Step[],
  leftMs: number,
): Omit<Differences['first'][number], 'of'> | undefined {
  const at = here.findIndex(
    (step, i) => step.atMs >= leftMs && (there[i] === undefined || known(step.text) !== known(there[i].text)),
  );
  const step = here[at];
  if (step === undefined) return undefined;
  const other = there[at];
  return { atMs: step.atMs, here: step.text, ref: step.ref, there: other?.text ?? NOTHING };
}

/** Ids that a run makes up are others in each. */
const known = (text: string): string =>
  text.replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{24}\b/g, '#');
