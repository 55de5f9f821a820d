/** What `stat` and `readdir` say of files: the same on every machine, so that an ETag made of it is too. */
import fs from 'node:fs';
const TYPE = { file: 0o100000, folder: 0o040000, link: 0o120000 };
/** Files of the project are as old as the world. */
const PROJECT_MS = Date.UTC(2024, 0, 1);
export const kindOf = (found) => 'own' in found ? found.own.kind : found.isFolder ? 'folder' : 'file';
export function statsOf(found, bigint = false) {
    const kind = kindOf(found);
    const own = 'own' in found ? found.own : undefined;
    const size = 'own' in found ? (kind === 'folder' ? 4096 : found.own.data.length) : found.sizeBytes;
    const changedMs = Math.floor(own?.changedMs ?? PROJECT_MS);
    const numbers = {
        dev: 1,
        mode: TYPE[kind] | (own?.mode ?? (kind === 'folder' ? 0o755 : 0o644)),
        nlink: 1,
        uid: 1000,
        gid: 1000,
        rdev: 0,
        blksize: 4096,
        ino: own?.ino ?? inodeOf('project' in found ? found.project : ''),
        size,
        blocks: Math.ceil(size / 512),
        atimeMs: changedMs,
        mtimeMs: changedMs,
        ctimeMs: changedMs,
        birthtimeMs: changedMs,
    };
    const stats = Object.create(bigint ? bigPrototype : fs.Stats.prototype);
    const set = (name, value) => Object.defineProperty(stats, name, { value, writable: true, enumerable: true, configurable: true });
    for (const [name, value] of Object.entries(numbers))
        set(name, bigint ? BigInt(value) : value);
    for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
        set(name, new Date(changedMs));
        if (bigint)
            set(`${name}Ns`, BigInt(changedMs) * 1000000n);
    }
    return stats;
}
const bigPrototype = Object.getPrototypeOf(fs.statSync('/', { bigint: true }));
/** Of a path and not of the machine. */
function inodeOf(file) {
    let hash = 7;
    for (let i = 0; i < file.length; i++)
        hash = (Math.imul(hash, 31) + file.charCodeAt(i)) | 0;
    return (hash >>> 0) + 1_000_000;
}
/** An entry of `readdir` with `withFileTypes`. */
export function direntOf(name, folder, found) {
    const kind = found ? kindOf(found) : 'file';
    const no = () => false;
    const entry = {
        name,
        parentPath: folder,
        path: folder,
        isFile: () => kind === 'file',
        isDirectory: () => kind === 'folder',
        isSymbolicLink: () => kind === 'link',
        isBlockDevice: no,
        isCharacterDevice: no,
        isFIFO: no,
        isSocket: no,
    };
    return Object.setPrototypeOf(entry, fs.Dirent.prototype);
}
