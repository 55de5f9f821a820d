/** Other versions of Node, from npm: each in a folder that goes with this process. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const PATIENCE_MS = 120_000;

/** The binary; or why it cannot be had. */
export async function fetchNode(
  version: string,
  folder: string,
  signal: AbortSignal,
): Promise<{ binary: string } | { reason: string }> {
  const prefix = path.join(folder, version);
  const name = `node-${process.platform}-${process.arch}`;
  const flags = ['--no-audit', '--no-fund', '--no-save', '--loglevel', 'error', '--prefix', prefix];
  try {
    await promisify(execFile)('npm', ['install', ...flags, `${name}@${version}`], {
      signal,
      timeout: PATIENCE_MS,
    });
    return { binary: path.join(prefix, 'node_modules', name, 'bin', 'node') };
  } catch (error) {
    signal.throwIfAborted();
    const said = (error as { stderr?: string }).stderr
      ?.replaceAll(/^npm error /gm, '')
      .trim()
      .split('\n');
    return {
      reason: said?.slice(0, 2).join(', ') || `npm gave no ${name}@${version} in ${PATIENCE_MS / 1000} s`,
    };
  }
}
