/**
 * The synchronous calls of `fs` on a host's disk. The others are these, ended by an event (`api.ts`).
 *
 * Not modelled: permissions, hard links, watching, a full disk.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtime } from '../../world/runtime.js';
import { escaped } from '../machine/ask.js';
import { fileError } from './errors.js';
import { direntOf, kindOf, statsOf } from './stats.js';
import { readReal } from './tree.js';
const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY, O_DIRECTORY } = fs.constants;
const FLAGS = {
    r: O_RDONLY,
    rs: O_RDONLY,
    'r+': O_RDWR,
    'rs+': O_RDWR,
    w: O_TRUNC | O_CREAT | O_WRONLY,
    wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
    'w+': O_TRUNC | O_CREAT | O_RDWR,
    'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
    a: O_APPEND | O_CREAT | O_WRONLY,
    ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
    as: O_APPEND | O_CREAT | O_WRONLY,
    'a+': O_APPEND | O_CREAT | O_RDWR,
    'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
};
const bytesOf = (data, encoding) => typeof data === 'string'
    ? Buffer.from(data, (encoding ?? 'utf8'))
    : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const encodingOf = (options) => typeof options === 'object' && options !== null ? options.encoding : options;
export class FileCalls {
    #tree;
    #cwd;
    #stdio;
    #open = new Map();
    /** The first ones are the process's own from the start: sockets of its kernel, say. */
    #lastFd = 16;
    /** `stdio` writes to the standard output (1) or error (2). */
    constructor(tree, cwd, stdio) {
        this.#tree = tree;
        this.#cwd = cwd;
        this.#stdio = stdio;
    }
    existsSync(file) {
        try {
            return this.#find(this.#path(file)) !== undefined;
        }
        catch {
            return false;
        }
    }
    accessSync(file, mode = fs.constants.F_OK) {
        const name = this.#path(file);
        const found = this.#need(name, 'access');
        if (mode & fs.constants.W_OK && 'project' in found)
            throw fileError('EROFS', 'access', name);
    }
    statSync(file, options) {
        const name = this.#path(file);
        if (options?.throwIfNoEntry === false && !this.#find(name))
            return undefined;
        return statsOf(this.#need(name, 'stat'), options?.bigint);
    }
    lstatSync(file, options) {
        const name = this.#path(file);
        const found = this.#tree.find(this.#folderOf(name));
        if (!found && options?.throwIfNoEntry === false)
            return undefined;
        if (!found)
            throw fileError('ENOENT', 'lstat', name);
        return statsOf(found, options?.bigint);
    }
    fstatSync(fd, options) {
        return statsOf({ own: fd <= 2 ? this.#tree.make('file') : this.#fd(fd, 'fstat').inode }, options?.bigint);
    }
    openSync(file, flags = 'r', mode) {
        const name = this.#path(file);
        const bits = typeof flags === 'number' ? flags : FLAGS[flags];
        if (bits === undefined) {
            throw Object.assign(new TypeError(`The argument 'flags' is invalid. Received '${flags}'`), {
                code: 'ERR_INVALID_ARG_VALUE',
            });
        }
        const found = this.#find(name);
        const writes = (bits & (O_WRONLY | O_RDWR)) !== 0;
        let inode;
        if (!found) {
            if (!(bits & O_CREAT))
                throw fileError('ENOENT', 'open', name);
            inode = this.#create(name, 'file', 'open', mode);
        }
        else {
            if (bits & O_CREAT && bits & O_EXCL)
                throw fileError('EEXIST', 'open', name);
            const isFolder = kindOf(found) === 'folder';
            if (isFolder && writes)
                throw fileError('EISDIR', 'open', name);
            if (!isFolder && bits & O_DIRECTORY)
                throw fileError('ENOTDIR', 'open', name);
            if ('own' in found)
                inode = found.own;
            else if (writes)
                throw fileError('EROFS', 'open', name);
            else {
                inode = this.#tree.make(isFolder ? 'folder' : 'file');
                if (!isFolder)
                    inode.data = readReal(found.project);
            }
        }
        if (bits & O_TRUNC && writes)
            this.#resize(inode, 0);
        this.#lastFd++;
        this.#open.set(this.#lastFd, { name, inode, flags: bits, at: 0 });
        return this.#lastFd;
    }
    closeSync(fd) {
        if (fd <= 2)
            return;
        this.#fd(fd, 'close');
        this.#open.delete(fd);
    }
    readSync(fd, buffer, ...rest) {
        const given = typeof rest[0] === 'object' && rest[0] !== null ? rest[0] : undefined;
        const offset = Number((given ? given.offset : rest[0]) ?? 0);
        const length = Number((given ? given.length : rest[1]) ?? buffer.byteLength - offset);
        const position = (given ? given.position : rest[2]);
        const open = this.#fd(fd, 'read');
        if (open.inode.kind === 'folder')
            throw fileError('EISDIR', 'read');
        const isAt = typeof position === 'bigint' || (typeof position === 'number' && position >= 0);
        const from = isAt ? Number(position) : open.at;
        const count = open.inode.data.copy(bytesOf(buffer), offset, from, Math.min(from + length, open.inode.data.length));
        if (!isAt)
            open.at += count;
        return count;
    }
    writeSync(fd, data, ...rest) {
        let bytes;
        let position;
        if (typeof data === 'string') {
            bytes = bytesOf(data, rest[1]);
            position = rest[0];
        }
        else {
            const given = typeof rest[0] === 'object' && rest[0] !== null ? rest[0] : undefined;
            const offset = Number((given ? given.offset : rest[0]) ?? 0);
            const length = Number((given ? given.length : rest[1]) ?? data.byteLength - offset);
            position = given ? given.position : rest[2];
            bytes = bytesOf(data).subarray(offset, offset + length);
        }
        if (fd <= 2 && this.#stdio(fd, bytes))
            return bytes.length;
        const open = this.#fd(fd, 'write');
        if (!(open.flags & (O_WRONLY | O_RDWR)))
            throw fileError('EBADF', 'write');
        const { inode } = open;
        const isAt = typeof position === 'number' && position >= 0;
        const from = open.flags & O_APPEND ? inode.data.length : isAt ? position : open.at;
        if (open.name !== '/dev/null') {
            const end = Math.max(inode.data.length, from + bytes.length);
            if (end > inode.room.length)
                this.#resize(inode, inode.data.length, 2 * end);
            inode.room.fill(0, inode.data.length, Math.max(from, inode.data.length));
            bytes.copy(inode.room, from);
            inode.data = inode.room.subarray(0, end);
            this.#tree.touched(inode);
        }
        if (!isAt)
            open.at = from + bytes.length;
        return bytes.length;
    }
    readvSync(fd, buffers, position) {
        let total = 0;
        for (const buffer of buffers) {
            const count = this.readSync(fd, buffer, 0, buffer.byteLength, position === undefined ? null : position + total);
            total += count;
            if (count < buffer.byteLength)
                break;
        }
        return total;
    }
    writevSync(fd, buffers, position) {
        let total = 0;
        for (const buffer of buffers)
            total += this.writeSync(fd, buffer, 0, buffer.byteLength, position === undefined ? null : position + total);
        return total;
    }
    readFileSync(file, options) {
        const encoding = encodingOf(options);
        let data;
        if (typeof file === 'number') {
            const open = this.#fd(file, 'read');
            data = open.inode.data.subarray(open.at);
            open.at = open.inode.data.length;
        }
        else {
            const name = this.#path(file);
            const found = this.#need(name, 'open');
            if (kindOf(found) === 'folder')
                throw fileError('EISDIR', 'read');
            data = 'own' in found ? found.own.data : readReal(found.project);
        }
        return encoding && encoding !== 'buffer' ? data.toString(encoding) : Buffer.from(data);
    }
    writeFileSync(file, data, options) {
        const given = typeof options === 'object' && options !== null ? options : {};
        const bytes = bytesOf(typeof data === 'object' ? data : String(data), encodingOf(options));
        if (typeof file === 'number') {
            this.writeSync(file, bytes);
            return;
        }
        const fd = this.openSync(file, given.flag ?? 'w', given.mode);
        this.writeSync(fd, bytes);
        if (given.flush)
            this.fsyncSync(fd);
        this.closeSync(fd);
    }
    appendFileSync(file, data, options) {
        const given = typeof options === 'object' && options !== null ? options : { encoding: options };
        this.writeFileSync(file, data, { flag: 'a', ...given });
    }
    fsyncSync(fd) {
        this.#tree.sync(this.#fd(fd, 'fsync').inode);
    }
    fdatasyncSync(fd) {
        this.fsyncSync(fd);
    }
    ftruncateSync(fd, length = 0) {
        this.#resize(this.#fd(fd, 'ftruncate').inode, length);
    }
    truncateSync(file, length = 0) {
        this.#resize(this.#own(this.#path(file), 'truncate'), length);
    }
    mkdirSync(file, options) {
        const name = this.#path(file);
        const recursive = typeof options === 'object' && options !== null && options.recursive;
        if (!recursive) {
            if (this.#find(name))
                throw fileError('EEXIST', 'mkdir', name);
            this.#create(name, 'folder', 'mkdir');
            return undefined;
        }
        let first;
        const parts = name.split('/').filter(Boolean);
        for (let i = 1; i <= parts.length; i++) {
            const folder = `/${parts.slice(0, i).join('/')}`;
            const found = this.#find(folder);
            if (found && kindOf(found) !== 'folder')
                throw fileError(i === parts.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', name);
            if (found)
                continue;
            this.#create(folder, 'folder', 'mkdir');
            first ??= folder;
        }
        return first;
    }
    mkdtempSync(prefix) {
        const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
        let name = '';
        while (name.length < 6)
            name += letters[Math.floor(runtime.host.entropy() * letters.length)];
        const folder = `${this.#path(prefix)}${String(prefix).endsWith('/') ? '/' : ''}${name}`;
        this.mkdirSync(folder);
        return folder;
    }
    readdirSync(file, options) {
        const name = this.#path(file);
        const found = this.#need(name, 'scandir');
        if (kindOf(found) !== 'folder')
            throw fileError('ENOTDIR', 'scandir', name);
        const given = typeof options === 'object' && options !== null ? options : {};
        const entries = [];
        const walk = (folder, prefix) => {
            for (const entry of this.#tree.list(folder)) {
                const at = path.join(folder, entry);
                const what = this.#tree.find(at);
                entries.push(given.withFileTypes ? direntOf(entry, folder, what) : path.join(prefix, entry));
                if (given.recursive && what && kindOf(what) === 'folder')
                    walk(at, path.join(prefix, entry));
            }
        };
        walk(this.#real(name), '');
        return entries;
    }
    rmdirSync(file) {
        const name = this.#path(file);
        const found = this.#need(name, 'rmdir');
        if (kindOf(found) !== 'folder')
            throw fileError('ENOTDIR', 'rmdir', name);
        if ('project' in found)
            throw fileError('EROFS', 'rmdir', name);
        if (this.#tree.list(name).length > 0)
            throw fileError('ENOTEMPTY', 'rmdir', name);
        this.#tree.remove(name);
    }
    rmSync(file, options = {}) {
        const name = this.#folderOf(this.#path(file));
        const found = this.#tree.find(name);
        if (!found) {
            if (options.force)
                return;
            throw fileError('ENOENT', 'rm', name);
        }
        if ('project' in found)
            throw fileError('EROFS', 'rm', name);
        if (found.own.kind === 'folder' && !options.recursive) {
            throw Object.assign(new Error(`Path is a directory: rm returned EISDIR (is a directory) ${name}`), {
                code: 'ERR_FS_EISDIR',
            });
        }
        for (const each of this.#tree.below(name))
            this.#tree.remove(each);
    }
    unlinkSync(file) {
        const name = this.#folderOf(this.#path(file));
        const found = this.#tree.find(name);
        if (!found)
            throw fileError('ENOENT', 'unlink', name);
        if ('project' in found)
            throw fileError('EROFS', 'unlink', name);
        if (found.own.kind === 'folder')
            throw fileError('EISDIR', 'unlink', name);
        this.#tree.remove(name);
    }
    renameSync(from, to) {
        const [name, dest] = [this.#folderOf(this.#path(from)), this.#folderOf(this.#path(to))];
        const found = this.#tree.find(name);
        if (!found)
            throw fileError('ENOENT', 'rename', name, dest);
        if ('project' in found)
            throw fileError('EROFS', 'rename', name, dest);
        const there = this.#tree.find(dest);
        if (there && 'project' in there)
            throw fileError('EROFS', 'rename', name, dest);
        if (there?.own.kind === 'folder' && found.own.kind !== 'folder')
            throw fileError('EISDIR', 'rename', name, dest);
        this.#parent(dest, 'rename');
        for (const each of this.#tree.below(name)) {
            const moved = this.#tree.find(each);
            this.#tree.remove(each);
            this.#tree.put(dest + each.slice(name.length), moved.own);
        }
    }
    copyFileSync(from, to, mode = 0) {
        const exclusive = (mode & fs.constants.COPYFILE_EXCL) !== 0;
        this.writeFileSync(to, this.readFileSync(from), { flag: exclusive ? 'wx' : 'w' });
    }
    symlinkSync(target, file) {
        const name = this.#path(file);
        if (this.#tree.find(name))
            throw fileError('EEXIST', 'symlink', String(target), name);
        this.#create(name, 'link', 'symlink').target = String(target);
    }
    readlinkSync(file) {
        const name = this.#path(file);
        const found = this.#tree.find(this.#folderOf(name));
        if (!found)
            throw fileError('ENOENT', 'readlink', name);
        if (!('own' in found) || found.own.kind !== 'link')
            throw fileError('EINVAL', 'readlink', name);
        return found.own.target;
    }
    realpathSync(file) {
        const name = this.#path(file);
        this.#need(name, 'lstat');
        return this.#real(name);
    }
    chmodSync(file, mode) {
        this.#own(this.#path(file), 'chmod').mode = Number(mode) & 0o7777;
    }
    fchmodSync(fd, mode) {
        this.#fd(fd, 'fchmod').inode.mode = Number(mode) & 0o7777;
    }
    /** There is one user. */
    chownSync(file) {
        this.#own(this.#path(file), 'chown');
    }
    utimesSync(file, _accessed, changed) {
        this.#own(this.#path(file), 'utime').changedMs = instant(changed);
    }
    futimesSync(fd, _accessed, changed) {
        this.#fd(fd, 'futime').inode.changedMs = instant(changed);
    }
    #path(file) {
        if (typeof file !== 'string' && !Buffer.isBuffer(file) && !(file instanceof URL)) {
            throw Object.assign(new TypeError('The "path" argument must be of type string or an instance of Buffer or URL.'), { code: 'ERR_INVALID_ARG_TYPE' });
        }
        return path.resolve(this.#cwd(), file instanceof URL ? fileURLToPath(file) : file.toString());
    }
    #fd(fd, syscall) {
        const open = this.#open.get(fd);
        if (!open)
            throw fileError('EBADF', syscall);
        return open;
    }
    /** With links followed, those on the way too. */
    #real(name, depth = 0) {
        if (depth > 40)
            throw fileError('ELOOP', 'stat', name);
        let at = '/';
        for (const part of name.split('/').filter(Boolean)) {
            at = path.join(at, part);
            const found = this.#tree.find(at);
            if (found && 'own' in found && found.own.kind === 'link')
                at = this.#real(path.resolve(path.dirname(at), found.own.target), depth + 1);
        }
        return at;
    }
    /** With links followed on the way to it, but not itself. */
    #folderOf(name) {
        return name === '/' ? name : path.join(this.#real(path.dirname(name)), path.basename(name));
    }
    #find(name) {
        return this.#tree.find(this.#real(name));
    }
    #need(name, syscall) {
        const found = this.#find(name);
        if (!found)
            throw fileError('ENOENT', syscall, name);
        return found;
    }
    #own(name, syscall) {
        const found = this.#need(name, syscall);
        if ('project' in found)
            throw fileError('EROFS', syscall, name);
        return found.own;
    }
    #parent(name, syscall) {
        const parent = this.#tree.find(path.dirname(name));
        if (!parent)
            throw fileError('ENOENT', syscall, name);
        if (kindOf(parent) !== 'folder')
            throw fileError('ENOTDIR', syscall, name);
    }
    #create(name, kind, syscall, mode) {
        const at = this.#folderOf(name);
        this.#parent(at, syscall);
        const inode = this.#tree.make(kind, mode);
        this.#tree.put(at, inode);
        return inode;
    }
    #resize(inode, length, room = length) {
        inode.room = Buffer.alloc(room);
        inode.data.copy(inode.room, 0, 0, length);
        inode.data = inode.room.subarray(0, length);
        this.#tree.touched(inode);
    }
}
const instant = (time) => time instanceof Date ? time.getTime() : Number(time) * 1000;
/** What `fs` has and a host's disk has not. */
export const refused = (name) => () => escaped(runtime.host, `fs.${name}`);
