/**
 * Keeps what happens in a run as it happens, and puts nothing into words: `explain.ts` does, once it is over. It adds
 * no event, draws no number and keeps every buffer as it was, so a recorded run has the hashes of one that is not.
 */
import type { Answer, Change, FaultMoment, LogLine, Violation } from '../../harness/invariants/index.ts';
import type { MemberLine, WriteId } from '../mongod/index.ts';
import type { Connection, Endpoint } from '../network/connection.ts';
import type { Onlooker } from '../network/onlooker.ts';
import type { Judgement } from '../network/rules.ts';
import type { Observer, Scene } from '../observer.ts';
import { runtime } from '../world/runtime.ts';
import type { TraceLine } from '../world/trace.ts';
import type { World } from '../world/world.ts';
import { HttpCallers } from './http-callers.ts';
import type { Piece, Recording, Speech, Talk } from './recording.ts';
import { isOwn, stackHere } from './stack.ts';

/** Kinds of event of the trace that say what befell a host or the world; all others say only how it went about. */
const TELLING = new Set([
  ...['start', 'crash', 'exit', 'pause', 'resume', 'signal', 'clock', 'not-up'],
  ...['fault', 'fault-end', 'fault-strikes', 'phase'],
]);

export class Recorder implements Observer, Onlooker {
  readonly #of: Pick<Violation, 'invariant' | 'subject'> | undefined;
  readonly #root: string;
  readonly #callers: HttpCallers;
  readonly #talks = new Map<Connection, Talk>();
  readonly #pieces = new WeakMap<Buffer, Piece>();
  #world!: World;
  #scene!: Scene;
  #lastState = '';
  readonly #recording: Omit<Recording, 'hosts' | 'fromMs' | 'talks'> = {
    trace: [],
    changes: [],
    answers: [],
    faults: [],
    logs: [],
    members: [],
    up: [],
    found: [],
    states: [],
  };

  /** `of`: whose state is kept. `root`: the scenario's, from which files are named. */
  constructor(of: Pick<Violation, 'invariant' | 'subject'> | undefined, root: string) {
    this.#of = of;
    this.#root = root;
    this.#callers = new HttpCallers(() => (runtime.host ? stackHere(runtime.host, root) : []));
  }

  /** Listens no more; to be called once the run is over, however it ended. */
  close(): void {
    this.#callers.close();
  }

  /** What was recorded; the run is over. */
  get recording(): Recording {
    const { hosts, world } = this.#scene;
    this.#look();
    return { ...this.#recording, hosts, fromMs: world.startUs / 1000, talks: [...this.#talks.values()] };
  }

  onScene(scene: Scene): void {
    const { world, network } = scene;
    this.#scene = scene;
    this.#world = world;
    network.onlooker = this;
    for (const host of world.hosts.values())
      host.onUp.add(() => void this.#recording.up.push({ atMs: world.nowMs, host: host.name }));
    this.#look();
  }

  onTrace(line: TraceLine): void {
    if (TELLING.has(line.kind)) this.#recording.trace.push(line);
  }

  onLog(line: LogLine): void {
    this.#recording.logs.push(line);
  }

  onChange(change: Change, write: WriteId | undefined): void {
    this.#recording.changes.push({ change, write, at: null, seq: this.#seq });
    this.#look();
  }

  onAnswer(answer: Answer): void {
    this.#recording.answers.push({ answer, seq: this.#seq });
    this.#look();
  }

  onFault(moment: FaultMoment): void {
    this.#recording.faults.push({ moment, seq: this.#seq });
  }

  onMember(member: string, line: MemberLine): void {
    this.#recording.members.push({ atMs: this.#world.nowMs, seq: this.#seq, member, line });
  }

  onSent(from: Endpoint, bytes: Buffer): void {
    const caller = this.#callers.take();
    const isAtWork = this.#scene.hosts.services.includes(from.host.name);
    const piece: Piece = {
      bytes,
      sentUs: this.#world.nowUs,
      seq: this.#seq,
      arrivedUs: null,
      isHeard: false,
      lostUs: null,
      judged: [],
      stack: isAtWork ? this.#stackOf(from, caller) : [],
    };
    this.#pieces.set(bytes, piece);
    this.#speech(from).pieces.push(piece);
  }

  onJudged(bytes: Buffer, judgement: Judgement): void {
    this.#pieces.get(bytes)?.judged.push({ ...judgement, atUs: this.#world.nowUs });
  }

  onArrived(bytes: Buffer, isHeard: boolean): void {
    const piece = this.#pieces.get(bytes);
    if (piece) Object.assign(piece, { arrivedUs: this.#world.nowUs, isHeard });
  }

  onLost(bytes: Buffer): void {
    const piece = this.#pieces.get(bytes);
    if (piece) piece.lostUs = this.#world.nowUs;
  }

  onClosed(end: Endpoint): void {
    this.#speech(end).closedUs ??= this.#world.nowUs;
  }

  #stackOf({ host }: Endpoint, caller: string[] | undefined): string[] {
    const here = stackHere(host, this.#root);
    return isOwn(here) || !caller ? here : caller;
  }

  get #seq(): number {
    return this.#world.trace.count;
  }

  #speech(of: Endpoint): Speech {
    const { connection } = of;
    let talk = this.#talks.get(connection);
    if (!talk) {
      const { client, server, port } = connection;
      const from = client.host.name;
      const to = server.host.name;
      talk = {
        port,
        client: { from, to, pieces: [], closedUs: null },
        server: { from: to, to: from, pieces: [], closedUs: null },
      };
      this.#talks.set(connection, talk);
    }
    return of === connection.client ? talk.client : talk.server;
  }

  /** Whether a violation has come meanwhile, and whether what its invariant holds has changed. */
  #look(): void {
    const { violations, stateOf } = this.#scene;
    const { found, states } = this.#recording;
    while (found.length < violations.length)
      found.push({ violation: violations[found.length]!, seq: this.#seq });
    if (!this.#of) return;
    const state = stateOf(this.#of.invariant, this.#of.subject);
    const text = JSON.stringify(state) ?? '';
    if (text === this.#lastState) return;
    this.#lastState = text;
    states.push({ atMs: this.#world.nowMs, state: JSON.parse(text) });
  }
}
