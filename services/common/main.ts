/** A service as a process: flags and environment in, one clear line and an exit code out. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Level } from 'pino';
import { DEFAULT_LIMITS } from './limits.ts';
import type { RunningService, ServiceConfig } from './service.ts';

const EXIT_FAILED = 1;
const EXIT_BAD_USAGE = 2;

/** The flags every service has. A service adds its own. */
export function serviceCommand(name: string): Command {
  return new Command(name)
    .addOption(new Option('--host <address>', 'address to listen on').default('127.0.0.1').env('HOST'))
    .addOption(portOption().default(0, 'a free one').env('PORT'))
    .addOption(mongoOption().makeOptionMandatory().env('MONGO_URI'))
    .addOption(
      new Option('--instance <name>', 'unique name of this process').default(`${name}-1`).env('INSTANCE'),
    )
    .addOption(
      new Option('--max-connections <n>', 'connections open, and requests under way, at once')
        .argParser(wholeBetween(1, 1_000_000))
        .default(DEFAULT_LIMITS.maxConnections)
        .env('MAX_CONNECTIONS'),
    )
    .addOption(
      new Option('--request-timeout-ms <ms>', 'how long a request may take to arrive')
        .argParser(wholeBetween(100, 600_000))
        .default(DEFAULT_LIMITS.requestTimeoutMs)
        .env('REQUEST_TIMEOUT_MS'),
    )
    .addOption(
      new Option('--log-level <level>', 'least level to log')
        .choices(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
        .default('info')
        .env('LOG_LEVEL'),
    );
}

function portOption(): Option {
  return new Option('--port <number>', 'port to listen on').argParser(wholeBetween(0, 65_535));
}

function mongoOption(): Option {
  return new Option('--mongo <uri>', 'replica set to use').argParser((uri: string) => {
    if (/^mongodb(\+srv)?:\/\/./.test(uri)) return uri;
    throw new InvalidArgumentError('expected mongodb://… or mongodb+srv://….');
  });
}

/** Parses a number within bounds, both included; commander turns the failure into one line. */
export function numberBetween(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max)) {
      throw new InvalidArgumentError(`expected a number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** An option that takes the base URLs of all instances of another service, separated by commas. */
export function urlsOption(flag: string, what: string, env: string): Option {
  return new Option(`${flag} <urls>`, what)
    .argParser((text: string) => text.split(',').map(baseUrl))
    .makeOptionMandatory()
    .env(env);
}

function baseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:') throw new InvalidArgumentError(`${text} is not an http:// URL.`);
  return url.origin;
}

/** The same for whole numbers. */
export function wholeBetween(min: number, max: number): (text: string) => number {
  const parse = numberBetween(min, max);
  return (text) => {
    const value = parse(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError('expected a whole number.');
    return value;
  };
}

/**
 * Runs a service until SIGINT, SIGTERM, or the end of the parent that holds its IPC channel (so that it is never
 * left behind).
 */
export async function runMain(
  command: Command,
  start: (config: ServiceConfig) => Promise<RunningService>,
): Promise<void> {
  parseOrExit(command);
  const { host, port, mongo, instance, maxConnections, requestTimeoutMs, logLevel } = command.opts();
  let service: RunningService | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await service?.close();
    process.exit(0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('disconnect', stop);
  if (process.connected === false) return stop();
  try {
    service = await start({
      host,
      port,
      mongoUri: mongo,
      instance,
      limits: { maxConnections, requestTimeoutMs },
      log: { level: logLevel as Level },
    });
  } catch (error) {
    console.error(`${instance}: ${describeStartError(error, host, port)}`);
    process.exit(EXIT_FAILED);
  }
}

function parseOrExit(command: Command): void {
  try {
    command.exitOverride().parse();
  } catch (error) {
    process.exit(error instanceof CommanderError && error.exitCode === 0 ? 0 : EXIT_BAD_USAGE);
  }
}

function describeStartError(error: unknown, host: string, port: number): string {
  const { code, message, name } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is already in use`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return `cannot listen on ${host}:${port} (${code})`;
  if (name.startsWith('Mongo')) return `the database does not answer: ${message}`;
  return message;
}
