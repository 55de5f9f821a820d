/** One library in a world of its own: its entry as two processes that talk to each other, and a database if it asks for one. */
import '../node/install.ts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { startMember } from '../mongod/index.ts';
import { DOMAIN } from '../network/names.ts';
import { tameLibraries } from '../node/libraries.ts';
import { type Program, startProcess } from '../node/process/index.ts';
import { takeBelieved } from '../node/tls/index.ts';
import { openWorld } from '../open-world.ts';
import { MONGO_PORT, nameReplicaSet } from '../system/hosts.ts';
import { VirtualDisk } from '../world/disk.ts';
import type { World, WorldOptions } from '../world/world.ts';

export interface Outcome {
  /** Over every event, and over every line that was written. */
  hash: string;
  /** `host: line`, in order. */
  lines: string[];
  /** How it ended, if not well: what was refused by name, or what went wrong. */
  refused?: string;
  failed?: string;
}

type Options = Pick<WorldOptions, 'drain' | 'checkOwners'>;

const DATABASE = 'mongo';
/** The server listens by then. */
const CLIENT_STARTS_MS = 5_000;
const LIMIT_MS = 180_000;

const pem = (name: string) => readFileSync(new URL(`../node/tls/testing/${name}`, import.meta.url), 'utf8');

/** What every entry is told. */
const ENV = {
  MONGO_URL: `mongodb://${DATABASE}:${MONGO_PORT}/test?replicaSet=rs0`,
  MONGO_SRV_URL: `mongodb+srv://mongo.${DOMAIN}/test`,
  TLS_KEY: pem('server.key'),
  TLS_CERT: pem('server.pem'),
  TLS_CA: pem('ca.pem'),
};

/** Ends when the client has said that it is done. */
export async function runLibrary(program: Program, seed: string, options: Options = {}): Promise<Outcome> {
  tameLibraries();
  const { world, network, close } = openWorld({ seed, ...options });
  const lines: string[] = [];
  const exits: string[] = [];
  let isDone = false;
  nameReplicaSet(network.names, { databases: [DATABASE] });
  startDatabase(world);
  const start = (name: string, peer: string) => {
    const host = world.host(name);
    const say = (line: string) => {
      lines.push(`${name}: ${line}`);
      if (line === 'done' && name === 'client') isDone = true;
    };
    host.onExit.add(({ code, signal, error }) => {
      exits.push(`${name} ended with ${signal ?? code}${error ? `: ${error}` : ''}`);
    });
    const env = { ROLE: name, PEER: peer, ...ENV };
    host.start(startProcess.bind(null, host, program, { env, stdout: say, stderr: say }));
  };
  start('server', 'client');
  world.after(CLIENT_STARTS_MS, 'client', () => start('client', 'server'));
  try {
    const ending = await world.run(() => isDone || exits.length > 0, LIMIT_MS * 1000);
    const hash = createHash('sha256').update(world.trace.digest()).update(lines.join('\n'));
    const outcome: Outcome = { hash: hash.digest('hex').slice(0, 16), lines };
    const { failure } = world;
    if (failure?.kind === 'escaped') outcome.refused = failure.stack ?? failure.message;
    else if (failure) outcome.failed = failure.stack ?? failure.message;
    else if (exits.length > 0) outcome.failed = exits.join('; ');
    else if (!isDone) outcome.failed = `nothing more happens (${ending})`;
    return outcome;
  } finally {
    await close();
  }
}

function startDatabase(world: World): void {
  const host = world.host(DATABASE);
  host.start(
    () =>
      void startMember({
        name: DATABASE,
        host: DATABASE,
        port: MONGO_PORT,
        replSet: 'rs0',
        members: [{ host: DATABASE, port: MONGO_PORT }],
        disk: new VirtualDisk(host),
        secure: takeBelieved,
      }),
  );
}
