/** Packages that need something which a simulation has none of, and what to do about it. */

const STAND_IN =
  'the simulator has none: leave it out of env, or write a service of the scenario that stands in for it';

const PEERS: readonly (readonly [packages: RegExp, what: string])[] = [
  [/^(ioredis|redis|@redis\/client|bullmq|bull|bee-queue|connect-redis)$/, 'a Redis'],
  [/^(kafkajs|node-rdkafka|@confluentinc\/kafka-javascript)$/, 'a Kafka'],
  [/^(amqplib|amqp-connection-manager|rhea)$/, 'a message broker'],
  [/^(pg|mysql|mysql2|mariadb|mssql|oracledb|@prisma\/client)$/, 'another database'],
  [/^(nats|mqtt|stompit)$/, 'a message broker'],
  [/^(@elastic\/elasticsearch|@opensearch-project\/opensearch)$/, 'a search engine'],
  [/^(@aws-sdk\/.*|aws-sdk|@google-cloud\/.*|@azure\/.*)$/, 'a cloud'],
];

/** Undefined for a package that needs nothing of the kind. */
export function peerOf(name: string): { needs: string; toDo: string } | undefined {
  const found = PEERS.find(([packages]) => packages.test(name));
  return found && { needs: found[1], toDo: STAND_IN };
}

/** How packages load what was compiled for one machine. */
export const ADDON_LOADERS =
  /^(bindings|node-gyp-build|@mapbox\/node-pre-gyp|prebuild-install|node-addon-api|detect-libc|@napi-rs\/.*)$/;

/** The same in JavaScript, where somebody wrote it. */
const IN_JAVASCRIPT: Record<string, string> = {
  bcrypt: 'bcryptjs',
  argon2: '@noble/hashes',
  'utf-8-validate': 'nothing: ws goes without it',
  bufferutil: 'nothing: ws goes without it',
};

export function insteadOf(name: string): string {
  const other = IN_JAVASCRIPT[name];
  return other === undefined
    ? 'an addon is refused when it is loaded: load it only where it is used, or use a package in JavaScript'
    : `an addon is refused when it is loaded: use ${other}`;
}
