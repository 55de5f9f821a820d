/** Imports point one way: who may know whom. Tests may know anything. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const files = execFileSync('git', ['ls-files', '*.ts', '*.mjs', '*.js'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !/\.test\.ts$|\/testing\//.test(file));

/** What a file imports from elsewhere in the project, as paths from its root. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(([, to]) =>
    path.posix.join(path.posix.dirname(file), to!),
  );
}

const within = (file: string, folders: readonly string[]) =>
  folders.some((folder) => file.startsWith(`${folder}/`));

/** Imports of `from` that lie in `to`, but for those of files in `except`. */
function breaches(from: readonly string[], to: readonly string[], except: readonly string[] = []): string[] {
  return files
    .filter((file) => within(file, from) && !within(file, except) && !except.includes(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((imported) => within(imported, to))
        .map((imported) => `${file} imports ${imported}`),
    );
}

test('what ships knows of nothing else', () => {
  expect(breaches(['services'], ['scenarios', 'sim', 'harness', 'reports', 'scripts'])).toEqual([]);
});

test('the simulator knows scenarios by their type, and none of them', () => {
  expect(breaches(['sim'], ['services', 'scenarios', 'scripts'])).toEqual([]);
  // Who ran it writes the page.
  expect(breaches(['sim'], ['reports'], ['sim/command'])).toEqual([]);
});

test('a scenario knows what it is a scenario of, and what anybody writes one with', () => {
  expect(breaches(['scenarios'], ['sim', 'harness', 'reports', 'scripts'])).toEqual([]);
  expect(importsOf('groundhog/index.ts').filter((file) => within(file, ['sim', 'reports']))).toEqual([]);
});

test('what both ways of running share knows no scenario, and of the simulator nothing', () => {
  // The model of the database is a process of its own, which `harness/stack/model.ts` starts by the name of its file.
  expect(breaches(['harness'], ['services', 'scenarios', 'sim', 'scripts'])).toEqual([]);
  // Who ran it writes the page.
  expect(breaches(['harness'], ['reports'], ['harness/command'])).toEqual([]);
});

test('nothing knows how it is packed', () => {
  expect(breaches(['sim', 'harness', 'reports', 'services'], ['groundhog'])).toEqual([]);
});

test('reports read results and run nothing', () => {
  expect(breaches(['reports'], ['services', 'scenarios', 'sim', 'scripts'])).toEqual([]);
});

test('what writes a first scenario reads a project and runs nothing; what looks one over knows how it is run', () => {
  expect(breaches(['init'], ['services', 'scenarios', 'sim', 'doctor', 'reports', 'scripts'])).toEqual([]);
  expect(breaches(['doctor'], ['services', 'scenarios', 'init', 'reports', 'scripts'])).toEqual([]);
  expect(breaches(['sim', 'harness', 'services', 'scenarios', 'reports'], ['init', 'doctor'])).toEqual([]);
});

test('what serves machines knows how to run and to read, and nobody knows it', () => {
  expect(breaches(['mcp'], ['services', 'scenarios', 'init', 'doctor', 'scripts'])).toEqual([]);
  const others = ['sim', 'harness', 'services', 'scenarios', 'reports', 'init', 'doctor'];
  expect(breaches(others, ['mcp'])).toEqual([]);
});

/** What a file loads: imports of types are gone by then. */
function loadedBy(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const types = [...text.matchAll(/(?:import|export) type [^;]*? from '(\.{1,2}\/[^']+)'/g)].map(
    ([, to]) => to!,
  );
  const values = importsOf(file).filter((to) => files.includes(to));
  for (const to of types) {
    const at = values.indexOf(path.posix.join(path.posix.dirname(file), to));
    if (at >= 0) values.splice(at, 1);
  }
  return values;
}

/** Each circle once, from the file at which it was come upon. */
function circles(loads: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) found.push([...way.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const next of loads.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of loads.keys()) follow(file, []);
  return found;
}

test('no file loads itself by way of others', () => {
  expect(circles(new Map(Object.entries({ a: ['b'], b: ['c', 'd'], c: ['b'], d: [] })))).toEqual([
    'b → c → b',
  ]);
  expect(circles(new Map(files.map((file) => [file, loadedBy(file)])))).toEqual([]);
});

test('nor names types of what knows it, but where one thing is in several files: a world and its hosts, a database', () => {
  const [mutual, rest] = [['sim/world', 'sim/network', 'sim/mongod'], new Map<string, string[]>()];
  for (const file of files)
    if (!within(file, mutual))
      rest.set(
        file,
        importsOf(file).filter((to) => files.includes(to)),
      );
  expect(circles(rest)).toEqual([]);
});
