/** The unified test format as data, and where its files are: beside the project, since their licence keeps them out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Document, EJSON } from 'bson';

export const AREAS = [
  'crud',
  'change-streams',
  'retryable-writes',
  'retryable-reads',
  'sessions',
  'causal-consistency',
  'transactions',
  'transactions-convenient-api',
  'collection-management',
  'index-management',
  'run-command',
  'versioned-api',
  'gridfs',
  'command-logging-and-monitoring',
] as const;

/** A document of the test files: what is in it is for whoever reads it to say. */
export type Doc = Document;

export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  auth?: boolean;
  serverless?: string;
  serverParameters?: Doc;
  csfle?: unknown;
}

export interface Operation {
  name: string;
  object: string;
  arguments?: Doc;
  expectResult?: unknown;
  expectError?: Doc;
  saveResultAsEntity?: string;
  ignoreResultAndError?: boolean;
}

export interface CollectionData {
  databaseName: string;
  collectionName: string;
  documents: Doc[];
  createOptions?: Doc;
}

export interface ExpectedEvents {
  client: string;
  /** Of commands when absent, else `cmap`: of the pools of connections. */
  eventType?: string;
  ignoreExtraEvents?: boolean;
  events: Doc[];
}

export interface ExpectedLog {
  client: string;
  ignoreMessages?: Doc[];
  ignoreExtraMessages?: boolean;
  messages: { level: string; component: string; failureIsRedacted?: boolean; data: Doc }[];
}

export interface Test {
  description: string;
  skipReason?: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: ExpectedEvents[];
  expectLogMessages?: ExpectedLog[];
  outcome?: CollectionData[];
}

export interface TestFile {
  area: string;
  /** Name without `.json`. */
  file: string;
  runOnRequirements?: Requirement[];
  createEntities?: Doc[];
  initialData?: CollectionData[];
  tests: Test[];
}

const folder = fileURLToPath(new URL('../../../../shared/mongodb-spec-tests/', import.meta.url));

/** What to say where the files are not; undefined where they are. */
export function missing(): string | undefined {
  return existsSync(folder)
    ? undefined
    : 'the specification tests (../shared/mongodb-spec-tests) are not here';
}

/** Files of an area, in order of name; none for an area that is not there. */
export function testFiles(area: string): TestFile[] {
  if (!existsSync(`${folder}${area}`)) return [];
  return readdirSync(`${folder}${area}`)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      ...(EJSON.parse(readFileSync(`${folder}${area}/${name}`, 'utf8')) as TestFile),
      area,
      file: name.slice(0, -'.json'.length),
    }));
}
