/**
 * `fs` as a process has it, on its host's disk: synchronous calls, and the same with a callback, a promise or a
 * stream, which end by an event. What is not here is refused by name.
 */
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { runtime } from '../../world/runtime.ts';
import { escaped } from '../machine/ask.ts';
import { callBackLater, later, SHORT_US, settleLater } from '../offthread/later.ts';
import type { FileCalls } from './calls.ts';
import { fileError } from './errors.ts';
import { FileHandle } from './handle.ts';

type AnyFunction = (...args: unknown[]) => unknown;
type Module = Record<string, unknown>;

/** Taken from Node's own as they are: names, and the classes of what is handed out. */
const AS_THEY_ARE = new Set(['Stats', 'Dirent', 'Dir', 'F_OK', 'R_OK', 'W_OK', 'X_OK', 'constants']);
AS_THEY_ARE.add('_toUnixTimestamp');

/** Those that answer a callback with more than one thing, and what promises call it. */
const TWO_RESULTS: Record<string, [string, string]> = {
  read: ['bytesRead', 'buffer'],
  write: ['bytesWritten', 'buffer'],
  readv: ['bytesRead', 'buffers'],
  writev: ['bytesWritten', 'buffers'],
};
/** By a descriptor: in `fs.promises` these are a handle's. */
const BY_DESCRIPTOR = /^(f[a-z]+|read|write|readv|writev|close|exists)$/;

/** What `fs` has and a host's disk has not. */
const refused = (name: string) => () => escaped(runtime.host, `fs.${name}`);

/** Every name of `fs` with nothing behind it, so that an addition of Node's is refused and not real. */
function refusals(of: Module, name: string): Module {
  const module: Module = {};
  for (const [key, value] of Object.entries(of)) {
    module[key] = typeof value === 'function' && !AS_THEY_ARE.has(key) ? refused(`${name}${key}`) : value;
  }
  return module;
}

export function fileModules(calls: FileCalls): { fs: Module; promises: Module } {
  const promises = refusals(fs.promises as unknown as Module, 'promises.');
  const module = refusals({ ...fs, promises: undefined } as unknown as Module, '');
  for (const [name, call] of Object.entries(calls) as [string, AnyFunction][]) {
    const short = name.slice(0, -'Sync'.length);
    module[name] = call;
    module[short] = withCallback(short, call);
    if (!BY_DESCRIPTOR.test(short)) {
      promises[short] = (...args: unknown[]) => settleLater('fs', short, SHORT_US, () => call(...args));
    }
  }
  sameAs(module, ['lchown'], 'chown');
  sameAs(promises, ['lchown'], 'chown');
  (module.realpathSync as Module).native = module.realpathSync;
  (module.realpath as Module).native = module.realpath;
  module.exists = (file: string, callback: (there: boolean) => void) => {
    const there = calls.existsSync(file);
    later('fs', 'exists', SHORT_US, () => callback(there));
  };
  (module.exists as unknown as Record<symbol, unknown>)[promisify.custom] = (file: string) =>
    settleLater('fs', 'exists', SHORT_US, () => calls.existsSync(file));
  addStreams(module);
  addFolders(module, promises, calls);
  promises.open = (...args: unknown[]) =>
    settleLater('fs', 'open', SHORT_US, () => {
      const fd = calls.openSync(...(args as [string]));
      return new FileHandle(fd, calls, module as never);
    });
  promises.constants = fs.constants;
  takeHandles(promises);
  module.promises = promises;
  return { fs: module, promises };
}

function sameAs(module: Module, names: string[], as: string): void {
  for (const name of names) module[name] = module[as];
}

function withCallback(name: string, call: AnyFunction): AnyFunction {
  const two = TWO_RESULTS[name];
  const withCallback = (...args: unknown[]) => {
    const callback = args.pop();
    if (typeof callback !== 'function') {
      throw Object.assign(new TypeError('The "cb" argument must be of type function.'), {
        code: 'ERR_INVALID_ARG_TYPE',
      });
    }
    callBackLater(
      'fs',
      name,
      SHORT_US,
      () => {
        const result = call(...args);
        return two ? [result, args[1]] : result === undefined ? [] : [result];
      },
      callback as never,
    );
  };
  if (two) {
    Object.defineProperty(withCallback, promisify.custom, {
      value: (...args: unknown[]) =>
        settleLater('fs', name, SHORT_US, () => ({ [two[0]]: call(...args), [two[1]]: args[1] })),
    });
  }
  return withCallback;
}

/** Node's own streams, which can be told what to read and write through. */
function addStreams(module: Module): void {
  const options = (given: unknown): object => ({
    ...(typeof given === 'string' ? { encoding: given } : (given as object | undefined)),
    fs: module,
  });
  for (const kind of ['ReadStream', 'WriteStream'] as const) {
    const Real = fs[kind] as unknown as new (file: unknown, options: object) => object;
    const Stream = class extends Real {
      constructor(file: unknown, given?: unknown) {
        super(file, options(given));
      }
    };
    Object.defineProperty(Stream, 'name', { value: kind });
    module[kind] = module[`File${kind}`] = Stream;
    module[`create${kind}`] = (file: unknown, given?: unknown) => new Stream(file, given);
  }
}

/** `opendir`: a folder that is read entry by entry. */
function addFolders(module: Module, promises: Module, calls: FileCalls): void {
  const open = (folder: string, options: object = {}) => {
    const entries = calls.readdirSync(folder, { ...options, withFileTypes: true });
    const dir = {
      path: folder,
      readSync: () => entries.shift() ?? null,
      read: (callback?: AnyFunction) => {
        const next = settleLater('fs', 'readdir', SHORT_US, () => entries.shift() ?? null);
        return callback ? void next.then((entry) => callback(null, entry), callback) : next;
      },
      closeSync: () => {},
      close: async (callback?: AnyFunction) => callback?.(null),
      async *[Symbol.asyncIterator]() {
        for (let entry = await dir.read(); entry; entry = await dir.read()) yield entry;
      },
    };
    return dir;
  };
  module.opendirSync = open;
  module.opendir = withCallback('opendir', open as AnyFunction);
  promises.opendir = (...args: unknown[]) =>
    settleLater('fs', 'opendir', SHORT_US, () => open(...(args as [string])));
  const copy = (from: string, to: string, options: { recursive?: boolean; force?: boolean } = {}) => {
    if (!calls.statSync(from)!.isDirectory()) return calls.copyFileSync(from, to);
    if (!options.recursive) throw fileError('EISDIR', 'cp', from);
    calls.mkdirSync(to, { recursive: true });
    for (const name of calls.readdirSync(from) as string[])
      copy(path.join(from, name), path.join(to, name), options);
  };
  module.cpSync = copy;
  module.cp = withCallback('cp', copy as AnyFunction);
  promises.cp = (...args: unknown[]) =>
    settleLater('fs', 'cp', SHORT_US, () => copy(...(args as [string, string])));
}

/** `fs.promises.readFile` and its like take a handle where others take a path. */
function takeHandles(promises: Module): void {
  for (const name of ['readFile', 'writeFile', 'appendFile']) {
    const byPath = promises[name] as AnyFunction;
    promises[name] = (file: unknown, ...rest: unknown[]) =>
      byPath(file instanceof FileHandle ? file.fd : file, ...rest);
  }
}
