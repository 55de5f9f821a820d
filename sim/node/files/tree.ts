/**
 * What is on a host's disk: its own files over those of the project.
 *
 * The project's files are read from the real disk and cannot be changed; nothing else of the real disk is seen. What a
 * process writes is kept here, by host, and outlives its process. When the machine goes, a file that was not synced is
 * what it was when it last was, or all that was written, by the seed; if it never was, it may be gone. Directories,
 * renames and removals last at once, as on a journaled file system.
 */
import fs from 'node:fs';
import type { Host } from '../../world/host.ts';
import { outside } from '../../world/runtime.ts';

export interface Inode {
  readonly ino: number;
  kind: 'file' | 'folder' | 'link';
  data: Buffer;
  /** Where `data` is the beginning of, so that it can grow. */
  room: Buffer;
  /** As it was when last synced; null if it never was. */
  durable: Buffer | null;
  target: string;
  mode: number;
  changedMs: number;
}

/** A file or folder, of the host's own or of the project's. */
export type Found = { own: Inode } | { project: string; isFolder: boolean; sizeBytes: number };

const EMPTY = Buffer.alloc(0);

const trees = new WeakMap<Host, FileTree>();

/** The disk of a host: the same for all its lives. */
export function filesOf(host: Host): FileTree {
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
  readonly #host: Host;
  readonly #own = new Map<string, Inode>();
  #roots: readonly string[] = [];
  #inodes = 100;
  #watching = -1;

  constructor(host: Host) {
    this.#host = host;
    for (const folder of ['/', '/tmp', '/home', '/var', '/var/tmp', '/dev'])
      this.#own.set(folder, this.make('folder'));
  }

  /** Says which folders of the real disk are the project's. */
  show(roots: readonly string[]): void {
    this.#roots = roots;
  }

  make(kind: Inode['kind'], mode = kind === 'folder' ? 0o755 : 0o644): Inode {
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

  find(file: string): Found | undefined {
    const own = this.#own.get(file);
    if (own) return { own };
    if (this.#roots.some((root) => file === root || file.startsWith(`${root}/`))) return lookAtReal(file);
    // The folders above the project are there, and hold nothing else.
    if (this.#roots.some((root) => root.startsWith(file === '/' ? file : `${file}/`))) {
      return { project: file, isFolder: true, sizeBytes: 0 };
    }
    return undefined;
  }

  put(file: string, inode: Inode): void {
    this.#watchDeath();
    this.#own.set(file, inode);
  }

  remove(file: string): void {
    this.#own.delete(file);
  }

  /** Names in a folder, in order. */
  list(folder: string): string[] {
    const prefix = folder === '/' ? '/' : `${folder}/`;
    const names = new Set<string>();
    for (const file of [...this.#own.keys(), ...this.#roots]) {
      if (file !== folder && file.startsWith(prefix)) names.add(file.slice(prefix.length).split('/')[0]!);
    }
    if (this.#roots.some((root) => folder === root || folder.startsWith(`${root}/`))) {
      for (const name of outside(() => (fs.existsSync(folder) ? fs.readdirSync(folder) : [])))
        names.add(name);
    }
    return [...names].sort();
  }

  /** All of the host's own below a folder, itself included. */
  below(folder: string): string[] {
    return [...this.#own.keys()].filter((file) => file === folder || file.startsWith(`${folder}/`));
  }

  touched(inode: Inode): void {
    this.#watchDeath();
    inode.changedMs = this.#host.wallMs();
  }

  sync(inode: Inode): void {
    inode.durable = Buffer.from(inode.data);
  }

  #watchDeath(): void {
    if (this.#watching === this.#host.incarnation) return;
    this.#watching = this.#host.incarnation;
    this.#host.onDeath.add((peersSeeReset) => {
      // Of a process that dies, the kernel still has all it wrote.
      if (this.losesUnsynced && !peersSeeReset) this.#loseUnsynced();
    });
  }

  #loseUnsynced(): void {
    const random = this.#host.world.streams.get(`host/${this.#host.name}/files`);
    for (const [file, inode] of [...this.#own]) {
      if (inode.kind !== 'file' || inode.durable?.equals(inode.data)) continue;
      if (random() < 0.5) continue;
      if (inode.durable) inode.data = inode.room = Buffer.from(inode.durable);
      else this.#own.delete(file);
    }
  }
}

function lookAtReal(file: string): Found | undefined {
  return outside(() => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (!stat) return undefined;
    return { project: file, isFolder: stat.isDirectory(), sizeBytes: stat.isDirectory() ? 4096 : stat.size };
  });
}

export const readReal = (file: string): Buffer => outside(() => fs.readFileSync(file));
