/** What was found and what was guessed, and what to do next. */
import { docsPage } from '../harness/called.ts';
import type { FoundService, Project } from './project.ts';

const PEERS: Record<string, string> = {
  ...{
    ioredis: 'Redis',
    redis: 'Redis',
    bullmq: 'Redis',
    kafkajs: 'Kafka',
    amqplib: 'RabbitMQ',
    pg: 'PostgreSQL',
  },
};

const row = (name: string, says: string): string => `  ${name.padEnd(10)} ${says}`;

export function saidOf(project: Project, file: string): string {
  const { services } = project;
  const guesses = services.flatMap(guessesOf);
  const toDo = services.flatMap(toDoOf);
  return [
    `wrote ${file}: the scenario of ${project.name}`,
    '',
    'found',
    ...services.flatMap(found),
    ...(guesses.length === 0 ? [] : ['', 'guessed', ...guesses.map((line) => `  ${line}`)]),
    ...(toDo.length === 0 ? [] : ['', 'to be done by you', ...toDo.map((line) => `  ${line}`)]),
    '',
    'next',
    row('1', 'npx groundhog doctor         says what will not run, before it does not'),
    row('2', 'npx groundhog sim --runs 20  runs 20 histories under faults'),
    row('3', `say in ${file} what must hold: ${docsPage('invariants.md')}`),
    '',
    'what fails is kept in .groundhog/, which does not belong into git',
  ].join('\n');
}

function found({ name, entry, by, uses, port, database, collections, requests }: FoundService): string[] {
  const made = uses.length === 0 ? '' : ` (${uses.join(', ')})`;
  const listens = port === undefined ? 'takes no requests' : `listens on ${port}`;
  const names = collections.map(({ coll }) => coll);
  return [
    row(name, `${entry}, by ${by}; ${listens}${made}`),
    ...(names.length === 0 ? [] : [row('', `keeps ${names.join(', ')} in the database ${database}`)]),
    ...(port === undefined
      ? []
      : [
          row(
            '',
            `${requests.length} kinds of request: ${requests.map(({ kind }) => kind).join(', ') || 'none'}`,
          ),
        ]),
  ];
}

function guessesOf({ name, requests, env }: FoundService): string[] {
  const bodies = requests.filter(({ payload }) => payload !== undefined).map(({ kind }) => kind);
  const ids = requests.filter(({ path }) => path.startsWith('`')).map(({ kind }) => kind);
  return [
    ...env.flatMap(({ guess }) => (guess === undefined ? [] : [`${name}: ${guess}`])),
    ...(bodies.length === 0 ? [] : [`${name}: the bodies of ${bodies.join(', ')}`]),
    ...(ids.length === 0 ? [] : [`${name}: the ids in the paths of ${ids.join(', ')}`]),
  ];
}

function toDoOf({ name, uses, unset, hasOwnUri, omitted, port, requests }: FoundService): string[] {
  const peers = [...new Set(uses.flatMap((pkg) => PEERS[pkg] ?? []))];
  return [
    ...(hasOwnUri
      ? [`${name}: no variable says where MongoDB is: let the code read one, and set it in env to mongoUri`]
      : []),
    ...(unset.length === 0
      ? []
      : [`${name}: it reads ${unset.join(', ')}, which have no value: set them in env if it needs them`]),
    ...peers.map((peer) => `${name}: it talks to ${peer}, which the simulator has none of`),
    ...(port !== undefined && requests.length === 0
      ? [`${name}: no route was found: say in workload what is asked of it`]
      : []),
    ...(omitted.length === 0
      ? []
      : [`${name}: no request is made of ${omitted.join(', ')}: add those that matter`]),
  ];
}
