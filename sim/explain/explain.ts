/** A run of a plan, recorded and put into an `Explanation`. */
import { EXPLANATION_FORMAT, EXPLANATION_VERSION, type Lane } from '../../harness/explanation/index.ts';
import type { Violation } from '../../harness/invariants/index.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';
import type { Plan } from '../plan/plan.ts';
import { warmUpMsOf } from '../plan/plan.ts';
import type { RunResult } from '../result.ts';
import type { Simulate } from '../run.ts';
import { Writers } from './commits.ts';
import { eventsOf } from './events.ts';
import type { Facts } from './facts.ts';
import { Faults } from './faults.ts';
import { livesOf } from './lives.ts';
import { messagesOf } from './messages.ts';
import { Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import { sentenceOf, storyOf } from './story/index.ts';
import { Subjects } from './subjects.ts';
import { neverAnswered } from './unanswered.ts';

export interface ExplainOptions {
  /** The violation to explain; absent: the first. */
  of?: ((violation: Violation) => boolean) | undefined;
  /** A run that passes is recorded as well: to hold another against it. */
  whatever?: boolean | undefined;
}

export interface Explained {
  /** Of the run as anybody runs it. */
  result: RunResult;
  /** Null: it passed. */
  facts: Facts | null;
}

/**
 * Runs the plan to see how it fails, and once more to record it, all of it (`windowOf` cuts it). Throws when the recorded run is not the same as the other, which would be a mistake of the simulator's.
 */
export async function explain(
  { scenario, root }: { scenario: Scenario; root: string },
  simulate: Simulate,
  plan: Plan,
  { of = () => true, whatever = false }: ExplainOptions = {},
): Promise<Explained> {
  const result = await simulate(plan);
  if (result.verdict === 'passed' && !whatever) return { result, facts: null };
  const violation = result.violations.find(of);
  const recorder = new Recorder(violation, root);
  let recorded: RunResult;
  try {
    recorded = await simulate(plan, {
      observer: recorder,
      onTrace: (line) => recorder.onTrace(line),
      onLog: (line) => recorder.onLog(line),
    });
  } finally {
    recorder.close();
  }
  for (const hash of ['traceHash', 'historyHash'] as const)
    if (recorded[hash] !== result[hash])
      throw new Error(`recorded, the run has another ${hash}: ${recorded[hash]}, not ${result[hash]}`);
  return { result, facts: factsOf(scenario, plan, result, violation, recorder.recording) };
}

function factsOf(
  scenario: Scenario,
  plan: Plan,
  result: RunResult,
  found: Violation | undefined,
  recording: Recording,
): Facts {
  const toMs = result.endMs;
  const violation = recording.found.find(
    ({ violation: { invariant, subject } }) => invariant === found?.invariant && subject === found?.subject,
  )?.violation;
  const faults = new Faults(plan, scenario, recording, toMs);
  const spans = livesOf(recording, toMs);
  const subjects = new Subjects(recording, scenario.stores, violation);
  const ends = recording.trace
    .filter(({ kind }) => kind === 'crash' || kind === 'exit' || kind === 'signal')
    .map((line) => ({ host: line.host, atMs: line.timeUs / 1000, fault: faults.behind(line) }));
  const downedBy = (lane: string, atMs: number) =>
    ends.findLast((end) => end.host === lane && end.atMs <= atMs)?.fault ?? null;
  const told = messagesOf(recording, { faults, spans, subjects, downedBy });
  const events = eventsOf(recording, {
    ...{ faults, subjects, violation, spec: scenario.stores },
    writers: new Writers(told),
  });
  const messages = [...told.map(({ message }) => message), ...neverAnswered(told, recording, faults)];
  messages.sort((a, b) => a.sentMs - b.sentMs);
  for (const { id, fault } of messages) if (fault !== null) faults.named(fault)?.struck.push(id);
  const logs = [
    ...recording.logs.map(({ atMs, process: lane, line }) => ({ lane, atMs, line: line.trimEnd() })),
    ...recording.members.map(({ atMs, member: lane, line }) => ({ lane, atMs, line: JSON.stringify(line) })),
  ]
    .sort((a, b) => a.atMs - b.atMs)
    .map((log, i) => ({ id: `l${i + 1}`, ...log, subjects: subjects.inLine(log.line) }));
  const facts: Facts = {
    ...{
      format: EXPLANATION_FORMAT,
      version: EXPLANATION_VERSION,
      scenario: scenario.name,
      node: process.version,
    },
    ...{
      verdict: result.verdict,
      reason: result.reason,
      traceHash: result.traceHash,
      historyHash: result.historyHash,
    },
    fromMs: -warmUpMsOf(plan),
    toMs,
    violation: violation
      ? {
          invariant: violation.invariant,
          says: scenario.invariants.find(({ name }) => name === violation.invariant)?.says ?? '',
          subject: violation.subject,
          related: subjects.ofViolation.filter((subject) => subject !== violation.subject),
          message: violation.message,
          atMs: violation.atMs,
          event: events.find(({ kind }) => kind === 'violation')?.id ?? null,
        }
      : null,
    sentence: '',
    story: [],
    lanes: lanesOf(recording, scenario),
    spans,
    ...{ faults: faults.all, messages, events, logs, invariantStates: recording.states, window: null },
  };
  return { ...facts, sentence: sentenceOf(facts), story: storyOf(facts) };
}

function lanesOf({ hosts, talks }: Recording, { services }: Scenario): Lane[] {
  const lanes: Lane[] = [
    ...hosts.clients.map((name) => ({ name, kind: 'client' as const, service: 'client' })),
    ...[...hosts.byService].flatMap(([service, names]) =>
      names.map((name) => ({
        name,
        kind: services[service]?.outside ? ('outside' as const) : ('service' as const),
        service,
      })),
    ),
    ...hosts.databases.map((name) => ({ name, kind: 'database' as const, service: 'database' })),
  ];
  const known = new Set(lanes.map(({ name }) => name));
  const others = new Set(
    talks.flatMap(({ client }) => [client.from, client.to]).filter((name) => !known.has(name)),
  );
  return [...[...others].map((name) => ({ name, kind: 'client' as const, service: name })), ...lanes];
}
