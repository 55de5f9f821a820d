/** All that is found out about a project: its services, what they read, answer and keep. Nothing of it is run. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Variable, variablesOf } from './env.ts';
import { type Found, manifestOf, NothingFound, processesOf, readIf } from './processes.ts';
import { MOST_KINDS, type RequestKind, requestOf } from './requests.ts';
import { routesOf } from './routes.ts';
import { shapesOf } from './shapes.ts';
import { type Source, sourcesOf } from './sources.ts';
import { type Collection, collectionsOf, databaseOf } from './stores.ts';
import { type Given, givenTo, isMongoUri, isPort } from './values.ts';

export interface FoundService {
  name: string;
  /** From the root of the project. */
  entry: string;
  by: string;
  /** Packages that say what it is made of. */
  uses: string[];
  /** Undefined: it takes no requests. */
  port: number | undefined;
  env: Given[];
  /** Variables that it reads, that have no fallback and are not set. */
  unset: string[];
  database: string;
  /** It uses MongoDB, and no variable says where that is. */
  hasOwnUri: boolean;
  collections: Collection[];
  requests: RequestKind[];
  /** Routes of which no request is made. */
  omitted: string[];
}

export interface Project {
  root: string;
  name: string;
  services: FoundService[];
}

/** Throws `NothingFound` with a line for a person. `entries`: paths from the root, in place of what is found. */
export async function readProject(root: string, entries: readonly string[] = []): Promise<Project> {
  const manifest = manifestOf(root);
  const found = entries.length > 0 ? entries.map((entry) => given(root, entry)) : processesOf(root);
  if (found.length === 0)
    throw new NothingFound(
      'no entry file was found by scripts, Procfile, Dockerfile, main or name: name it by --entry FILE',
    );
  const read = await Promise.all(
    found.map(async (process) => ({ process, sources: await sourcesIn(process) })),
  );
  const several = read.length > 1;
  const services = read.filter(({ sources }) => !several || listens(sources) || usesMongo(sources));
  if (services.length === 0)
    throw new NothingFound('no package here listens or uses MongoDB: name an entry by --entry FILE');
  const names = namesOf(services.map(({ process, sources }) => ({ process, isServer: listens(sources) })));
  const servers = names.filter((_, i) => listens(services[i]!.sources));
  return {
    root,
    name: word(manifest.name ?? path.basename(root)) || 'services',
    services: services.map(({ process, sources }, i) =>
      serviceOf(root, names[i]!, process, sources, servers),
    ),
  };
}

const given = (root: string, entry: string): Found => ({
  ...{ role: '', by: '--entry', env: {}, folder: root, manifest: manifestOf(root) },
  entry: path.resolve(root, entry),
});

async function sourcesIn({ entry }: Found): Promise<Source[]> {
  // What a compiler made is run; what a person wrote is read.
  const written = entry.replace(/\/dist\/(.*)\.js$/, '/src/$1.ts');
  const file = readIf(written) === '' ? entry : written;
  if (readIf(file) === '') throw new NothingFound(`there is no entry file ${path.relative('.', file)}`);
  try {
    return await sourcesOf(file);
  } catch (error) {
    const [why] = (error as Error).message.split('\n').slice(-1);
    throw new NothingFound(`${path.relative('.', file)} cannot be read: ${why}`);
  }
}

const packagesIn = (sources: readonly Source[]): Set<string> =>
  new Set(
    sources.flatMap(({ imports }) => [...imports].filter(([, file]) => file === null).map(([name]) => name)),
  );

const listens = (sources: readonly Source[]): boolean =>
  sources.some(({ text }) => /\.listen\(|\bserve\(/.test(text));
const usesMongo = (sources: readonly Source[]): boolean =>
  ['mongodb', 'mongoose', '@nestjs/mongoose', 'agenda', 'monk'].some((name) => packagesIn(sources).has(name));

const SAID =
  /^(express|fastify|koa|hono|@hapi\/hapi|restify|@nestjs\/core|mongoose|mongodb|agenda|ioredis|redis|kafkajs|amqplib|bullmq|pg)$/;

function serviceOf(
  root: string,
  name: string,
  { entry, by, env: set, folder }: Found,
  sources: readonly Source[],
  servers: readonly string[],
): FoundService {
  const examples = examplesIn(folder === root ? [root] : [folder, root]);
  const variables = variablesOf(sources);
  const shapes = shapesOf(sources);
  const collections = collectionsOf(sources, shapes);
  const database = databaseOf(sources, variables, examples) ?? word(path.basename(folder)) ?? 'test';
  const isServer = listens(sources);
  const around = { database, services: servers.filter((other) => other !== name), examples, set };
  const env = variables.flatMap((variable) => givenTo(variable, around) ?? []);
  for (const [variable, value] of Object.entries(set))
    if (!env.some((one) => one.name === variable)) env.push({ name: variable, value: `'${value}'` });
  const isSet = new Set(env.map((one) => one.name));
  const all = sources.map(({ text }) => text).join('\n');
  const known = { shapes, collections, hasObjectIds: /mongoose|ObjectId/.test(all) };
  const requests = routesOf(sources)
    .map((route) => requestOf(route, known))
    .sort((a, b) => b.weight - a.weight);
  return {
    name,
    entry: path.relative(root, entry).split(path.sep).join('/'),
    by,
    uses: [...packagesIn(sources)].filter((pkg) => SAID.test(pkg)).sort(),
    port: isServer ? portOf(all, variables, examples, folder) : undefined,
    env,
    unset: variables.filter((v) => v.fallback === undefined && !isSet.has(v.name)).map((v) => v.name),
    database,
    hasOwnUri:
      usesMongo(sources) && !variables.some((v) => isMongoUri(v.name, examples.get(v.name) ?? v.fallback)),
    collections,
    requests: isServer ? requests.slice(0, MOST_KINDS) : [],
    omitted: (isServer ? requests.slice(MOST_KINDS) : requests).map(({ kind }) => kind),
  };
}

/** What examples of an environment say, the nearest first. What is secret, `.env` itself, is not read. */
function examplesIn(folders: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const add = (text: string, pattern: RegExp) => {
    for (const [, name, value] of text.matchAll(pattern))
      if (!found.has(name!)) found.set(name!, value!.trim().replace(/^(["'])(.*)\1$/, '$2'));
  };
  for (const folder of folders)
    for (const file of readdirSync(folder))
      if (/^\.env\.(example|sample|template|dist|defaults)$|^(example|sample)\.env$/.test(file))
        add(readIf(path.join(folder, file)), /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=([^#\n]*)/gm);
      else if (/^(docker-)?compose(\.\w+)?\.ya?ml$/.test(file))
        add(readIf(path.join(folder, file)), /^\s*-?\s*["']?([A-Z][A-Z0-9_]*)\s*[:=]\s*([^#\n$]+?)["']?$/gm);
  return found;
}

const USUAL_PORT = 3000;

function portOf(
  text: string,
  variables: readonly Variable[],
  examples: ReadonlyMap<string, string>,
  folder: string,
): number {
  const variable = variables.find(({ name }) => isPort(name));
  const said = [
    variable && (variable.fallback || examples.get(variable.name)),
    /\.listen\(\s*(?:\{[^}]*\bport:\s*)?(\d[\de]*)/.exec(text)?.[1],
    /\bport\s*[=:]\s*(\d[\de]+)\b/i.exec(text)?.[1],
    /^EXPOSE\s+(\d+)/m.exec(readIf(path.join(folder, 'Dockerfile')))?.[1],
  ];
  return Number(said.find((port) => /^\d[\de]*$/.test(port ?? '')) ?? USUAL_PORT);
}

/** A word in small letters, as names are. */
const word = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^@[^/]*\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');

function namesOf(services: { process: Found; isServer: boolean }[]): string[] {
  const folders = new Set(services.map(({ process }) => process.folder));
  const taken = new Set<string>();
  return services.map(({ process: { role, folder, entry }, isServer }) => {
    const base = folders.size > 1 ? path.basename(folder) : '';
    const file = path.basename(entry).replace(/\..*$/, '');
    const asked = [base, role].filter(Boolean).join('-') || (isServer ? 'api' : 'worker');
    for (const candidate of [asked, `${asked}-${file}`]) {
      const name = word(candidate).replace(/[0-9]/g, '').replace(/-+$/, '') || 'service';
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
    const name = `${word(asked).replace(/[0-9]/g, '')}-${'x'.repeat(taken.size)}`;
    taken.add(name);
    return name;
  });
}
