/** The model of the database as a process of its own: the live stack's database where there is no other. */
import { USUAL_VERSION } from '../mongo/server-version.ts';
import { uriAs } from '../mongo/users.ts';
import type { DatabaseSpec } from '../scenario/scenario.ts';
import { Child } from './child.ts';

const CLI = new URL('../../sim/mongod/cli.ts', import.meta.url);
const READY_WITHIN_MS = 60_000;

/** Starts it on a free port. `uri` rejects with one line when it does not come up. */
export function startModel({ serverVersion = USUAL_VERSION, users }: DatabaseSpec = {}): {
  child: Child;
  uri: Promise<string>;
} {
  const args = ['--port', '0', '--server-version', serverVersion];
  if (users) args.push('--users', JSON.stringify(users));
  const child = new Child({ name: 'the model of the database', script: CLI, args });
  const ready = child.says((line) => /^ready (mongodb:\S+)/.exec(line)?.[1], READY_WITHIN_MS);
  return { child, uri: ready.then((uri) => uriAs(uri, users?.[0])) };
}
