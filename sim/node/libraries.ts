/**
 * What libraries keep at module level is shared by all hosts of a process and outlives a run. It is set to the
 * same state before each run, so that a warm process and a fresh one give the same history.
 */
import { createRequire } from 'node:module';
import os from 'node:os';
import { ObjectId } from 'bson';
import 'mongodb';
import { ofLife } from '../world/of-life.ts';
import { fillBytes, integerIn, type Random } from '../world/random.ts';
import { runtime } from '../world/runtime.ts';
import { resetTimers } from './timers.ts';

const require = createRequire(import.meta.url);

interface DriverMessage {
  getRequestId(): number;
}
interface ParserPool {
  max: number;
}
interface UndiciTimers {
  setTimeout: unknown;
  clearTimeout: unknown;
  setFastTimeout: unknown;
  clearFastTimeout: unknown;
}

const commands = require('mongodb/lib/cmap/commands.js') as {
  OpMsgRequest: DriverMessage;
  OpQueryRequest: DriverMessage;
};
const driverRuntime = require('mongodb/lib/runtime_adapters.js') as { resolveRuntimeAdapters: unknown };
const driverUtils = require('mongodb/lib/utils.js') as { fileIsAccessible: unknown };
const httpParsers = (require('node:_http_common') as { parsers: ParserPool }).parsers;
const undiciTimers = require('undici/lib/util/timers.js') as UndiciTimers;
/** `bson` is loaded twice: as an ES module, and as CommonJS by the driver. */
const idsOfBson = [ObjectId, (require('bson') as typeof import('bson')).ObjectId];

/** What a process draws once and then counts on. */
interface Counts {
  requestId: number;
  /** Of each copy of `bson`, as it keeps them. */
  ids: { index: number; PROCESS_UNIQUE: Uint8Array }[];
}

let countsOfNobody = newCounts(() => 0);

/**
 * Two processes share no counter: by their ids nobody can tell which of two documents was made first. Hosts that share one
 * copy of the code each count on their own all the same.
 */
const countsOf = ofLife(({ world, name, incarnation }) =>
  newCounts(world.streams.get(`host/${name}/ids/${incarnation}`)),
);

const countsHere = (): Counts => (runtime.host ? countsOf(runtime.host) : countsOfNobody);

function newCounts(random: Random): Counts {
  const ids = idsOfBson.map(() => {
    const index = integerIn(random, 0, 0xffffff);
    const PROCESS_UNIQUE = new Uint8Array(5);
    fillBytes(random, PROCESS_UNIQUE);
    return { index, PROCESS_UNIQUE };
  });
  return { requestId: 0, ids };
}

function nextRequestId(): number {
  const counts = countsHere();
  counts.requestId = (counts.requestId + 1) & 0x7fffffff;
  return counts.requestId;
}

function countIdsByHost(): void {
  idsOfBson.forEach((ids, which) => {
    Object.defineProperties(ids, {
      index: {
        get: () => countsHere().ids[which]!.index,
        set(index: number) {
          countsHere().ids[which]!.index = index;
        },
      },
      PROCESS_UNIQUE: { get: () => countsHere().ids[which]!.PROCESS_UNIQUE },
    });
  });
}

let isTamed = false;

/** To be called before the first run of a process; more calls do nothing. */
export function tameLibraries(): void {
  if (isTamed) return;
  isTamed = true;
  countIdsByHost();
  commands.OpMsgRequest.getRequestId = nextRequestId;
  commands.OpQueryRequest.getRequestId = nextRequestId;
  // undici keeps coarse timers in one list for the whole process: one host's crash would take all hosts' along.
  undiciTimers.setTimeout = (callback: (arg: unknown) => void, ms: number, arg: unknown) =>
    setTimeout(callback, ms, arg);
  undiciTimers.clearTimeout = (timer: NodeJS.Timeout) => clearTimeout(timer);
  undiciTimers.setFastTimeout = undiciTimers.setTimeout;
  undiciTimers.clearFastTimeout = undiciTimers.clearTimeout;
  compileAtOnce();
  // Node keeps 1,000 parsers for reuse and closes any more by a setImmediate. That would be a host's, and dies with
  // it: the parser would keep its socket, and the socket its whole world, in memory.
  httpParsers.max = Number.POSITIVE_INFINITY;
  // Node loads the inside of `fetch` at first use, with a compilation of its own: let that be now.
  void globalThis.Headers;
  // The driver asks for `os` by a dynamic import, which ends at a real time, on another thread.
  driverRuntime.resolveRuntimeAdapters = async (options: { runtimeAdapters?: { os?: unknown } }) => ({
    os: options.runtimeAdapters?.os ?? os,
  });
  // The driver looks on the disk whether it is in a container, once per process, and tells the server.
  driverUtils.fileIsAccessible = async () => false;
}

interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports?: object) => object;
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports?: object): Promise<object>;
}

/** HTTP parsers are WebAssembly, compiled on a thread that is done at a real time: here they are done at once. */
function compileAtOnce(): void {
  const api = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
  api.compile = async (bytes) => new api.Module(bytes);
  api.instantiate = async (source, imports) => {
    if (source instanceof api.Module) return new api.Instance(source, imports);
    const module = new api.Module(source as Uint8Array);
    return { module, instance: new api.Instance(module, imports) };
  };
}

/** Before each run. */
export function resetLibraries(): void {
  countsOfNobody = newCounts(() => 0);
  resetTimers();
}
