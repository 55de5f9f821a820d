/** What each variable of the environment gets, as source text of an `env` function. */
import type { Variable } from './env.ts';

export interface Given {
  name: string;
  /** Source text. */
  value: string;
  /** Where the value comes from, for a person; undefined: it follows from the scenario. */
  guess?: string;
}

export interface Around {
  database: string;
  /** Of all services that take requests. */
  services: readonly string[];
  /** What examples of the environment say: `.env.example`, a compose file. */
  examples: ReadonlyMap<string, string>;
  /** What the command that starts it sets. */
  set: Readonly<Record<string, string>>;
}

/** Undefined: it is left as it is, unset. */
export function givenTo({ name, fallback, isRequired }: Variable, around: Around): Given | undefined {
  const { database, services, examples, set } = around;
  const example = examples.get(name);
  if (PORT.test(name)) return { name, value: 'String(port)' };
  if (isMongoUri(name, example ?? fallback))
    return { name, value: `withDatabase(mongoUri, '${database}', { w: 'majority' })` };
  if (DATABASE_NAME.test(name)) return { name, value: `'${database}'` };
  const [, other] = /^(.+?)_(?:BASE_)?(?:URL|URI|HOST|ENDPOINT|ADDRESS|ORIGIN)$/.exec(name) ?? [];
  const called = other && services.find((service) => isAlike(service, other));
  if (called) return { name, value: `urls('${called}')[0]!`, guess: `that it is the address of ${called}` };
  if (set[name] !== undefined) return { name, value: quoted(set[name]) };
  // It has something to go by.
  if (fallback !== undefined) return undefined;
  if (example !== undefined && example !== '')
    return { name, value: quoted(example), guess: `${name}: as in the example of its environment` };
  if (/SECRET|KEY|TOKEN|PASSWORD|SALT/.test(name))
    return {
      name,
      value: `'a ${name.toLowerCase().replaceAll('_', ' ')} for tests, long enough'`,
      guess: `a ${name}`,
    };
  if (!isRequired) return undefined;
  const value = /URL|URI|HOST/.test(name) ? `'http://127.0.0.1:9'` : `'1'`;
  return { name, value, guess: `a ${name}` };
}

const PORT = /^((HTTP|SERVER|APP|API|LISTEN|SERVICE)_)?PORT$/;
const DATABASE_NAME = /^(MONGO|MONGODB|DB|DATABASE)_?(NAME|DB|DATABASE|DBNAME)$|^(MONGO_)?DB$/;

export const isMongoUri = (name: string, value: string | undefined): boolean =>
  /^mongodb(\+srv)?:\/\//.test(value ?? '') ||
  (/MONGO|ATLAS|^(.+_)?(DB|DATABASE)_/.test(name) &&
    /(URI|URL|CONNECTION|CONN|DSN|CONNECTION_STRING)$/.test(name)) ||
  name === 'MONGO' ||
  name === 'DB';

export const isPort = (name: string): boolean => PORT.test(name);

/** `orders-api` and `ORDERS`. */
function isAlike(service: string, variable: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[-_]/g, '')
      .replace(/(service|api|svc|server)$/, '')
      .replace(/s$/, '');
  return plain(service) === plain(variable) && plain(variable) !== '';
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
