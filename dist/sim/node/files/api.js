/**
 * `fs` as a process has it, on its host's disk: synchronous calls, and the same with a callback, a promise or a
 * stream, which end by an event. What is not here is refused by name.
 */
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { callBackLater, later, SHORT_US, settleLater } from '../offthread/later.js';
import { FileCalls, refused } from './calls.js';
import { fileError } from './errors.js';
import { FileHandle } from './handle.js';
/** Taken from Node's own as they are: names, and the classes of what is handed out. */
const AS_THEY_ARE = new Set(['Stats', 'Dirent', 'Dir', 'F_OK', 'R_OK', 'W_OK', 'X_OK', 'constants']);
AS_THEY_ARE.add('_toUnixTimestamp');
/** Those that answer a callback with more than one thing, and what promises call it. */
const TWO_RESULTS = {
    read: ['bytesRead', 'buffer'],
    write: ['bytesWritten', 'buffer'],
    readv: ['bytesRead', 'buffers'],
    writev: ['bytesWritten', 'buffers'],
};
/** By a descriptor: in `fs.promises` these are a handle's. */
const BY_DESCRIPTOR = /^(f[a-z]+|read|write|readv|writev|close|exists)$/;
/** Every name of `fs` with nothing behind it, so that an addition of Node's is refused and not real. */
function refusals(of, name) {
    const module = {};
    for (const [key, value] of Object.entries(of)) {
        module[key] = typeof value === 'function' && !AS_THEY_ARE.has(key) ? refused(`${name}${key}`) : value;
    }
    return module;
}
export function fileModules(calls) {
    const promises = refusals(fs.promises, 'promises.');
    const module = refusals({ ...fs, promises: undefined }, '');
    const names = Object.getOwnPropertyNames(FileCalls.prototype).filter((name) => name.endsWith('Sync'));
    const sync = calls;
    for (const name of names) {
        const call = (...args) => sync[name](...args);
        const short = name.slice(0, -'Sync'.length);
        module[name] = call;
        module[short] = withCallback(short, call);
        if (!BY_DESCRIPTOR.test(short)) {
            promises[short] = (...args) => settleLater('fs', short, SHORT_US, () => call(...args));
        }
    }
    sameAs(module, ['lchown'], 'chown');
    sameAs(promises, ['lchown'], 'chown');
    module.realpathSync.native = module.realpathSync;
    module.realpath.native = module.realpath;
    module.exists = (file, callback) => {
        const there = calls.existsSync(file);
        later('fs', 'exists', SHORT_US, () => callback(there));
    };
    module.exists[promisify.custom] = (file) => settleLater('fs', 'exists', SHORT_US, () => calls.existsSync(file));
    addStreams(module);
    addFolders(module, promises, calls);
    promises.open = (...args) => settleLater('fs', 'open', SHORT_US, () => {
        const fd = calls.openSync(...args);
        return new FileHandle(fd, calls, module);
    });
    promises.constants = fs.constants;
    takeHandles(promises);
    module.promises = promises;
    return { fs: module, promises };
}
function sameAs(module, names, as) {
    for (const name of names)
        module[name] = module[as];
}
function withCallback(name, call) {
    const two = TWO_RESULTS[name];
    const withCallback = (...args) => {
        const callback = args.pop();
        if (typeof callback !== 'function') {
            throw Object.assign(new TypeError('The "cb" argument must be of type function.'), {
                code: 'ERR_INVALID_ARG_TYPE',
            });
        }
        callBackLater('fs', name, SHORT_US, () => {
            const result = call(...args);
            return two ? [result, args[1]] : result === undefined ? [] : [result];
        }, callback);
    };
    if (two) {
        Object.defineProperty(withCallback, promisify.custom, {
            value: (...args) => settleLater('fs', name, SHORT_US, () => ({ [two[0]]: call(...args), [two[1]]: args[1] })),
        });
    }
    return withCallback;
}
/** Node's own streams, which can be told what to read and write through. */
function addStreams(module) {
    const options = (given) => ({
        ...(typeof given === 'string' ? { encoding: given } : given),
        fs: module,
    });
    for (const kind of ['ReadStream', 'WriteStream']) {
        const Real = fs[kind];
        const Stream = class extends Real {
            constructor(file, given) {
                super(file, options(given));
            }
        };
        Object.defineProperty(Stream, 'name', { value: kind });
        module[kind] = module[`File${kind}`] = Stream;
        module[`create${kind}`] = (file, given) => new Stream(file, given);
    }
}
/** `opendir`: a folder that is read entry by entry. */
function addFolders(module, promises, calls) {
    const open = (folder, options = {}) => {
        const entries = calls.readdirSync(folder, { ...options, withFileTypes: true });
        const dir = {
            path: folder,
            readSync: () => entries.shift() ?? null,
            read: (callback) => {
                const next = settleLater('fs', 'readdir', SHORT_US, () => entries.shift() ?? null);
                return callback ? void next.then((entry) => callback(null, entry), callback) : next;
            },
            closeSync: () => { },
            close: async (callback) => callback?.(null),
            async *[Symbol.asyncIterator]() {
                for (let entry = await dir.read(); entry; entry = await dir.read())
                    yield entry;
            },
        };
        return dir;
    };
    module.opendirSync = open;
    module.opendir = withCallback('opendir', open);
    promises.opendir = (...args) => settleLater('fs', 'opendir', SHORT_US, () => open(...args));
    const copy = (from, to, options = {}) => {
        if (!calls.statSync(from).isDirectory())
            return calls.copyFileSync(from, to);
        if (!options.recursive)
            throw fileError('EISDIR', 'cp', from);
        calls.mkdirSync(to, { recursive: true });
        for (const name of calls.readdirSync(from))
            copy(path.join(from, name), path.join(to, name), options);
    };
    module.cpSync = copy;
    module.cp = withCallback('cp', copy);
    promises.cp = (...args) => settleLater('fs', 'cp', SHORT_US, () => copy(...args));
}
/** `fs.promises.readFile` and its like take a handle where others take a path. */
function takeHandles(promises) {
    for (const name of ['readFile', 'writeFile', 'appendFile']) {
        const byPath = promises[name];
        promises[name] = (file, ...rest) => byPath(file instanceof FileHandle ? file.fd : file, ...rest);
    }
}
