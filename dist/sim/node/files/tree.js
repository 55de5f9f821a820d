/**
 * What is on a host's disk: its own files over those of the project.
 *
 * The project's files are read from the real disk and cannot be changed; nothing else of the real disk is seen. What a
 * process writes is kept here, by host, and outlives its process. When the machine goes, a file that was not synced is
 * what it was when it last was, or all that was written, by the seed; if it never was, it may be gone. Directories,
 * renames and removals last at once, as on a journaled file system.
 */
import fs from 'node:fs';
import { outside } from '../../world/runtime.js';
const EMPTY = Buffer.alloc(0);
const trees = new WeakMap();
/** The disk of a host: the same for all its lives. */
export function filesOf(host) {
    let tree = trees.get(host);
    if (!tree) {
        tree = new FileTree(host);
        trees.set(host, tree);
    }
    return tree;
}
export class FileTree {
    /** Whether what was not synced may be lost when the machine goes. */
    losesUnsynced = false;
    #host;
    #own = new Map();
    #roots = [];
    #inodes = 100;
    #watching = -1;
    constructor(host) {
        this.#host = host;
        for (const folder of ['/', '/tmp', '/home', '/var', '/var/tmp', '/dev'])
            this.#own.set(folder, this.make('folder'));
    }
    /** Says which folders of the real disk are the project's. */
    show(roots) {
        this.#roots = roots;
    }
    make(kind, mode = kind === 'folder' ? 0o755 : 0o644) {
        return {
            ino: ++this.#inodes,
            kind,
            data: EMPTY,
            room: EMPTY,
            durable: null,
            target: '',
            mode,
            changedMs: this.#host.wallMs(),
        };
    }
    find(file) {
        const own = this.#own.get(file);
        if (own)
            return { own };
        if (this.#roots.some((root) => file === root || file.startsWith(`${root}/`)))
            return lookAtReal(file);
        // The folders above the project are there, and hold nothing else.
        if (this.#roots.some((root) => root.startsWith(file === '/' ? file : `${file}/`))) {
            return { project: file, isFolder: true, sizeBytes: 0 };
        }
        return undefined;
    }
    put(file, inode) {
        this.#watchDeath();
        this.#own.set(file, inode);
    }
    remove(file) {
        this.#own.delete(file);
    }
    /** Names in a folder, in order. */
    list(folder) {
        const prefix = folder === '/' ? '/' : `${folder}/`;
        const names = new Set();
        for (const file of [...this.#own.keys(), ...this.#roots]) {
            if (file !== folder && file.startsWith(prefix))
                names.add(file.slice(prefix.length).split('/')[0]);
        }
        if (this.#roots.some((root) => folder === root || folder.startsWith(`${root}/`))) {
            for (const name of outside(() => (fs.existsSync(folder) ? fs.readdirSync(folder) : [])))
                names.add(name);
        }
        return [...names].sort();
    }
    /** All of the host's own below a folder, itself included. */
    below(folder) {
        return [...this.#own.keys()].filter((file) => file === folder || file.startsWith(`${folder}/`));
    }
    touched(inode) {
        this.#watchDeath();
        inode.changedMs = this.#host.wallMs();
    }
    sync(inode) {
        inode.durable = Buffer.from(inode.data);
    }
    #watchDeath() {
        if (this.#watching === this.#host.incarnation)
            return;
        this.#watching = this.#host.incarnation;
        this.#host.onDeath.add((peersSeeReset) => {
            // Of a process that dies, the kernel still has all it wrote.
            if (this.losesUnsynced && !peersSeeReset)
                this.#loseUnsynced();
        });
    }
    #loseUnsynced() {
        const random = this.#host.world.streams.get(`host/${this.#host.name}/files`);
        for (const [file, inode] of [...this.#own]) {
            if (inode.kind !== 'file' || inode.durable?.equals(inode.data))
                continue;
            if (random() < 0.5)
                continue;
            if (inode.durable)
                inode.data = inode.room = Buffer.from(inode.durable);
            else
                this.#own.delete(file);
        }
    }
}
function lookAtReal(file) {
    return outside(() => {
        const stat = fs.statSync(file, { throwIfNoEntry: false });
        if (!stat)
            return undefined;
        return { project: file, isFolder: stat.isDirectory(), sizeBytes: stat.isDirectory() ? 4096 : stat.size };
    });
}
export const readReal = (file) => outside(() => fs.readFileSync(file));
