/** Other places to run in: what a process finds there, and how `tell.ts` is run in one. */
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import os from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface Environment {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Another kernel, Node version string, number of cores, memory. */
  isElsewhere?: boolean;
  /** Another user, where this one may become another. */
  isNobody?: boolean;
  /** Another Node binary. */
  node?: string;
}

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const TSX = import.meta.resolve('tsx');
const NOBODY = 65534;

export const environments: Record<string, Environment> = {
  'another kernel, Node version and number of cores': { isElsewhere: true },
  'India, in German': { env: { TZ: 'Asia/Kolkata', LANG: 'de_DE.UTF-8' } },
  'Newfoundland, in Turkish': { env: { TZ: 'America/St_Johns', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  'another directory': { cwd: os.tmpdir() },
  'another user': {
    isNobody: true,
    env: { HOME: '/nonexistent', USER: 'nobody', LOGNAME: 'nobody', SHELL: '/bin/false' },
  },
  'a cloud': {
    env: {
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_REGION: 'eu-central-1',
      FUNCTIONS_WORKER_RUNTIME: 'node',
      KUBERNETES_SERVICE_HOST: '10.0.0.1',
      K_SERVICE: 'shop',
      VERCEL: '1',
    },
  },
  'a debugging developer': {
    env: {
      NODE_ENV: 'development',
      DEBUG: '*',
      FORCE_COLOR: '3',
      MONGODB_LOG_ALL: 'debug',
      MONGODB_LOG_PATH: 'stderr',
      npm_config_user_agent: 'npm/99',
      npm_lifecycle_event: 'test',
      HTTP_PROXY: 'http://127.0.0.1:9',
      NODE_USE_ENV_PROXY: '1',
    },
  },
  'nothing set': { env: Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])) },
};

/** Another user must be one we can become, who can read what is run. */
function canBeNobody(): boolean {
  if (process.getuid?.() !== 0) return false;
  for (let folder = path('.'); folder !== dirname(folder); folder = dirname(folder))
    if ((statSync(folder).mode & 0o005) !== 0o005) return false;
  return true;
}

export interface Told {
  told: Record<string, unknown>;
  hashes: Record<string, string>;
}

/** What `tell.ts` says there of the seeds that `flags` ask for. */
export async function tellFrom(
  environment: Environment,
  flags: readonly string[],
  signal?: AbortSignal,
): Promise<Told> {
  const { env, cwd, isElsewhere, isNobody, node = process.execPath } = environment;
  const preload = isElsewhere ? ['--require', path('elsewhere.cjs')] : [];
  const { stdout } = await promisify(execFile)(
    node,
    [...preload, '--import', TSX, path('tell.ts'), ...flags],
    {
      cwd,
      signal,
      env: { ...process.env, ...env },
      maxBuffer: 2 ** 26,
      ...(isNobody && canBeNobody() ? { uid: NOBODY, gid: NOBODY } : {}),
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Told;
}
