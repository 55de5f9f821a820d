/**
 * `compose.yaml`, as far as this project uses Compose: what is not known here is refused, so that nothing in the file
 * goes untried.
 *
 * | read            | for                                                            |
 * |-----------------|----------------------------------------------------------------|
 * | `dockerfile.ts` | an image's steps, done in a folder                              |
 * | `network.ts`    | names and ports of containers, as they are on this machine      |
 * | `container.ts`  | one service of the file, as a process                           |
 * | `project.ts`    | all of them, in the order and by the health checks of the file  |
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { timeSpan } from '../../harness/time-span.ts';

export const root = path.resolve(import.meta.dirname, '../..');

export type Condition = 'service_healthy' | 'service_completed_successfully';

export interface HealthCheck {
  /** `CMD`, and what is run. */
  test: [string, ...string[]];
  interval: string;
  timeout: string;
  retries: number;
  start_period: string;
  start_interval: string;
}

export interface Service {
  image: string;
  build?: { context: string; target: string };
  pull_policy?: 'never' | 'build';
  init?: true;
  /** Under which of them it is there; always when absent. */
  profiles?: string[];
  restart?: 'unless-stopped';
  stop_grace_period?: string;
  read_only?: true;
  /** Folders that can be written nevertheless, and are empty at first. */
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  user?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: Condition }>;
  healthcheck?: HealthCheck;
}

export interface ComposeFile {
  name: string;
  services: Record<string, Service>;
  volumes: Record<string, null>;
}

const string = { type: 'string' };
const strings = { type: 'array', items: string };
const time = { type: 'string', pattern: '^[0-9]+[ms]$' };
const only = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  ...{ type: 'object', properties, required, additionalProperties: false },
});
const each = (values: object) => ({ type: 'object', additionalProperties: values });

const ajv = new Ajv({ allErrors: true });
const isKnown = ajv.compile<ComposeFile>({
  ...only({
    name: string,
    services: each(
      only(
        {
          ...{
            image: string,
            build: only({ context: string, target: string }),
            pull_policy: { enum: ['never', 'build'] },
          },
          ...{ init: { const: true }, restart: { const: 'unless-stopped' }, stop_grace_period: time },
          ...{ profiles: strings, tmpfs: strings },
          ...{ read_only: { const: true }, cap_drop: strings, security_opt: strings, user: string },
          ...{ command: strings, ports: strings, volumes: strings },
          environment: each(string),
          depends_on: each(
            only({ condition: { enum: ['service_healthy', 'service_completed_successfully'] } }),
          ),
          healthcheck: only({
            test: { ...strings, minItems: 2 },
            ...{ interval: time, timeout: time, retries: { type: 'integer' } },
            ...{ start_period: time, start_interval: time },
          }),
        },
        ['image'],
      ),
    ),
    volumes: each({ type: 'null' }),
  }),
  // What is only there to be named elsewhere in the file.
  patternProperties: { '^x-': {} },
});

/** `env`: of the shell that would run Compose. All services of the file, whatever their profiles. */
export function readComposeFile(env: NodeJS.ProcessEnv): ComposeFile {
  const file: unknown = parse(filledIn(text('compose.yaml'), env), { merge: true });
  if (!isKnown(file)) throw new Error(ajv.errorsText(isKnown.errors, { dataVar: 'compose.yaml' }));
  return file;
}

/** The services that are there by what `.env` makes of the environment. */
export function activeServices(env: NodeJS.ProcessEnv): [name: string, service: Service][] {
  const [, value] = /^COMPOSE_PROFILES=(.*)$/m.exec(text('.env'))!;
  const active = filledIn(value!, env).split(',');
  return Object.entries(readComposeFile(env).services).filter(
    ([, { profiles }]) => !profiles || profiles.some((profile) => active.includes(profile)),
  );
}

const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** `${NAME:-usual}`. */
const filledIn = (of: string, env: NodeJS.ProcessEnv): string =>
  of.replaceAll(/\$\{(\w+):-(\w*)\}/g, (_, name: string, usual: string) => env[name] || usual);

/** Compose's own when the file says none. */
export const graceMs = ({ stop_grace_period = '10s' }: Service): number => timeSpan(stop_grace_period);

/** `mongo:8.0.26@sha256:…` is of `mongo`. */
export const repositoryOf = (image: string): string => image.replace(/[:@].*$/, '');

/** A volume of the file: a path of this project, or a name; and where it is in the container. */
export function mounts({ volumes = [] }: Service): { source: string; target: string; isNamed: boolean }[] {
  return volumes.map((volume) => {
    const [source, target] = volume.split(':') as [string, string];
    return { source, target, isNamed: !source.startsWith('./') };
  });
}
