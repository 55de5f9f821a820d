/** `npm run mongod`: the model over real TCP on loopback. Exit codes: 1 cannot serve, 2 bad usage, 130 stopped by a signal. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { INTERRUPTED, onInterrupt } from '../../harness/interrupt.ts';
import type { DatabaseUser } from '../../harness/mongo/users.ts';
import { rolesFrom } from './auth/roles.ts';
import { noDisk } from './index.ts';
import { startSet } from './set.ts';
import { SERVER_VERSIONS, type ServerVersion, USUAL_VERSION } from './version.ts';

const HOST = '127.0.0.1';

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < min || n > max)
      throw new InvalidArgumentError(`must be a whole number from ${min} to ${max}.`);
    return n;
  };
}

function users(text: string): DatabaseUser[] {
  try {
    const all = JSON.parse(text) as DatabaseUser[];
    for (const { user, password, db = 'admin', roles } of all) {
      if (![user, password, db].every((word) => typeof word === 'string' && word !== ''))
        throw new Error('names');
      rolesFrom(roles, db, USUAL_VERSION);
    }
    return all;
  } catch (error) {
    throw new InvalidArgumentError(
      `must be a list of users with a password and roles that there are: ${(error as Error).message}.`,
    );
  }
}

const program = new Command('mongod')
  .description('A model of MongoDB on 127.0.0.1. It keeps nothing when it stops.')
  .option(
    '--port <port>',
    'port to listen on, further members on the next; 0 takes free ones',
    whole(0, 65535),
    27017,
  )
  .option('--members <n>', 'members of the replica set', whole(1, 7), 1)
  .option('--repl-set <name>', 'name of the replica set', 'rs0')
  .addOption(
    new Option('--server-version <version>', 'which MongoDB it is like')
      .choices(SERVER_VERSIONS)
      .default(USUAL_VERSION),
  )
  .option('--users <json>', 'users, who alone get in: [{"user": …, "password": …, "roles": […]}, …]', users)
  .addHelpText('after', '\nExit codes: 1 cannot serve, 2 bad usage, 130 stopped by Ctrl-C.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .allowExcessArguments(false)
  .parse();
const {
  port,
  members,
  replSet,
  serverVersion,
  users: given,
} = program.opts<{
  port: number;
  members: number;
  replSet: string;
  serverVersion: ServerVersion;
  users?: DatabaseUser[];
}>();

try {
  const set = await startSet(
    Array.from({ length: members }, (_, i) => ({
      name: `mongod-${i + 1}`,
      host: HOST,
      port: port === 0 ? 0 : port + i,
      replSet,
      serverVersion,
      disk: noDisk(),
      ...(given && { users: given }),
      log: (line) => {
        if (line.level !== 'info') console.error(JSON.stringify(line));
      },
    })),
  );
  onInterrupt(() => {
    process.exitCode = INTERRUPTED;
    void set.close();
  });
  await set.primary();
  console.log(`ready ${set.uri}`);
} catch (error) {
  const { code, message, port: taken = port } = error as NodeJS.ErrnoException & { port?: number };
  console.error(code === 'EADDRINUSE' ? `mongod: port ${taken} is in use` : `mongod: ${message}`);
  process.exitCode = 1;
}
