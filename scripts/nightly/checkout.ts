/** Another commit of this repository, ready to run, in a place of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Checkout {
  dir: string;
  commit: string;
  remove(): void;
}

const git = (root: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();

export class NoSuchCommit extends Error {}

/** Throws `NoSuchCommit` with one line. */
export function commitOf(root: string, ref: string): string {
  try {
    return git(root, 'rev-parse', '--verify', `${ref}^{commit}`);
  } catch {
    throw new NoSuchCommit(`there is no commit '${ref}' here`);
  }
}

/** Its number, day and first line. */
export const titleOf = (root: string, ref: string): string =>
  git(root, 'log', '-1', '--date=short', '--format=%h of %cd: %s', ref);

/** Throws with one line when there is no such commit, or it cannot be installed. */
export function checkOut(root: string, ref: string): Checkout {
  const commit = commitOf(root, ref);
  const parent = mkdtempSync(path.join(os.tmpdir(), 'groundhog-base-'));
  const dir = path.join(parent, 'base');
  const remove = () => {
    git(root, 'worktree', 'remove', '--force', dir);
    rmSync(parent, { recursive: true, force: true });
  };
  git(root, 'worktree', 'add', '--detach', dir, commit);
  try {
    const lock = (at: string) => readFileSync(path.join(at, 'package-lock.json'), 'utf8');
    if (lock(dir) === lock(root))
      symlinkSync(path.join(root, 'node_modules'), path.join(dir, 'node_modules'));
    else execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: dir, stdio: 'pipe' });
  } catch (error) {
    remove();
    throw new Error(`the packages of ${ref} cannot be installed: ${(error as Error).message.split('\n')[0]}`);
  }
  return { dir, commit, remove };
}
