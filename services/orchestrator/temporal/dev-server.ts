/**
 * A Temporal cluster for one machine: the CLI's dev server on loopback, which knows the search attributes that orders
 * have. It lives as long as this process does.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { isNotInstalled, NOT_INSTALLED } from '../engines.ts';
import { cliAtHand, cliFetched } from './cli-binary.ts';

const { PORT = '7233', DB_FILE = '', UI = 'false' } = process.env;
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: PORT },
    /** What it knows is kept there; nowhere when empty. */
    'db-file': { type: 'string', default: DB_FILE },
    /** Its web UI, 1000 ports above. */
    ui: { type: 'boolean', default: UI === 'true' },
  },
});
const HOST = '127.0.0.1';

try {
  serve(cliAtHand() ?? (await cliFetched()), await flags());
} catch (error) {
  console.error(`dev-server: ${isNotInstalled(error) ? NOT_INSTALLED : (error as Error).message}`);
  process.exit(1);
}

async function flags(): Promise<string[]> {
  const { TypedSearchAttributes } = await import('@temporalio/common');
  const attributes = Object.values(await import('./search-attributes.ts'));
  const { port, 'db-file': dbFile, ui } = values;
  return [
    ...['server', 'start-dev', '--ip', HOST, '--port', port, '--log-level', 'error'],
    ...(dbFile === '' ? [] : ['--db-filename', dbFile]),
    ...(ui ? ['--ui-ip', HOST] : ['--headless']),
    ...attributes.flatMap(({ name, type }) => [
      '--search-attribute',
      `${name}=${TypedSearchAttributes.toMetadataType(type)}`,
    ]),
  ];
}

function serve(file: string, args: string[]): void {
  const server = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  server.on('error', ({ message }) => {
    console.error(`dev-server: ${file} cannot be run: ${message}`);
    process.exit(1);
  });
  server.on('exit', (code) => process.exit(code ?? 1));
  process.on('exit', () => server.kill('SIGKILL'));
  const stop = () => server.kill('SIGTERM');
  process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop);
}
