/** The tests that do not pass, each with what stands in the way. A test of this list that passes is a failure too. */

import type { Deployment } from './requirements.ts';

interface Known {
  area: string;
  /** Matches names of files. */
  files: RegExp;
  /** Matches descriptions of tests; all of the files' when absent. */
  tests?: RegExp;
  /** On which servers; on all when absent. */
  on?: (server: Deployment) => boolean;
  why: string;
}

export const KNOWN: readonly Known[] = [
  // The model:
  {
    area: 'collection-management',
    files: /^timeseries-collection$/,
    why: 'time-series collections are not modelled',
  },
  {
    area: 'crud',
    files: /^(db-)?aggregate-write-readPreference$/,
    tests: /includes read preference for 5\.0\+ server$/,
    on: ({ members, version }) => members > 1 && Number.parseFloat(version) >= 5,
    why: 'since 5.0 a secondary runs $out and $merge and has the primary write; here the primary does both',
  },
  // The set-up, with one member:
  {
    area: 'transactions',
    files: /^(run-command|transaction-options)$/,
    tests: /secondary read preference in client option and primary|readPreference inherited from client/,
    on: ({ members }) => members === 1,
    why: 'the driver waits for a secondary to select, and the set has one member',
  },
  // The driver, whatever the server:
  {
    area: 'crud',
    files: /^create-null-ids$/,
    tests: /via (insertOne|insertMany|bulkWrite|clientBulkWrite)$/,
    why: 'the driver puts an id in the place of null',
  },
  {
    area: 'crud',
    files: /^client-bulkWrite-partialResults$/,
    tests: /^partialResult is unset when/,
    why: 'the driver gives a result of noughts where nothing was done',
  },
  {
    area: 'gridfs',
    files: /^(delete|rename)ByName$/,
    tests: /^(delete|rename) when multiple/,
    why: 'the driver has no such helper',
  },
  {
    area: 'gridfs',
    files: /^download$/,
    tests: /final chunk is missing/,
    why: 'the driver ends a download whose last chunk is missing as if it were whole',
  },
  {
    area: 'command-logging-and-monitoring',
    files: /^operation-id$/,
    why: 'the driver logs no operation ids',
  },
  {
    area: 'command-logging-and-monitoring',
    files: /^redacted-commands$/,
    tests:
      /^network error in response to (authenticate|getnonce|saslStart|saslContinue|createUser|updateUser) /,
    why: 'the driver hides errors of the network, too, where the command is secret',
  },
  {
    area: 'transactions',
    files: /^client-bulkWrite$/,
    tests: /^client bulkWrite with writeConcern in a transaction/,
    why: 'the driver does not refuse it itself',
  },
  { area: 'retryable-reads', files: /^mapReduce$/, why: 'the driver has no mapReduce any more' },
  {
    area: 'retryable-writes',
    files: /^bulkWrite$/,
    tests: /^First insertOne is never committed$/,
    why: 'after a lost connection the driver lists ids of what it could not insert as inserted',
  },
];

/** Why this test is known not to pass; undefined when it has to. */
export function knownFailure(
  server: Deployment,
  area: string,
  file: string,
  test: string,
): string | undefined {
  return KNOWN.find(
    (k) => k.area === area && k.files.test(file) && (k.tests?.test(test) ?? true) && (k.on?.(server) ?? true),
  )?.why;
}
