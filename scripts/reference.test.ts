/**
 * The reference in `docs/`: complete by the types, its tables made from the code, its examples checked and run.
 * `UPDATE_DOCS=1` writes the tables anew.
 */
import '../sim/node/install.ts';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import * as kit from '../harness/invariants/kit/index.ts';
import { MadeProject } from '../init/testing/made-project.ts';
import { type FaultKind, generalFaults } from '../sim/faults/index.ts';
import { refused } from '../sim/node/machine/ask.ts';

const root = path.resolve(import.meta.dirname, '..');
const fileOf = (name: string) => path.join(root, 'docs', name);
const read = (name: string) => readFileSync(fileOf(name), 'utf8');

/** What stands between two marks of a page is this. */
function expectMade(page: string, mark: string, table: string): void {
  const [begin, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  const text = read(page);
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (process.env.UPDATE_DOCS) writeFileSync(fileOf(page), text.slice(0, from) + table + text.slice(to));
  else expect(text.slice(from, to)).toBe(table);
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');

describe('scenario.md', () => {
  /** By heading of the page: a file, and the types whose fields are its rows. */
  const TYPES: Record<string, [file: string, ...types: string[]]> = {
    Scenario: ['scenario.ts', 'Scenario'],
    Service: ['service.ts', 'Service'],
    Instance: ['service.ts', 'Instance'],
    Workload: ['scenario.ts', 'WorkloadAsked', 'Workload'],
    Request: ['request.ts', 'Asked', 'Request', 'Follow', 'PlannedRequest'],
    Stores: ['stores.ts', 'StoresSpec', 'CollectionSpec'],
    'Rest and tally': ['scenario.ts', 'Rest', 'Tally'],
    Bugs: ['bug.ts', 'Bug', 'Edit', 'BugCause', 'BugMoment'],
  };

  function fieldsOf(file: string, type: string): string[] {
    const text = readFileSync(path.join(root, 'harness/scenario', file), 'utf8');
    const body = new RegExp(`export interface ${type}\\b[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(text)![1]!;
    return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??(?=[:(<])/gm)].map(([, name]) => name!);
  }

  test.each(Object.entries(TYPES))('every field of %s, and no other', (heading, [file, ...types]) => {
    const section = read('scenario.md').split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
    const rows = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name!);
    const fields = types.flatMap((type) => fieldsOf(file, type));
    expect([...new Set(rows)].sort()).toEqual([...new Set(fields)].sort());
  });
});

test('faults.md has every fault with its parameters', () => {
  const seconds = (ms: number) => `${ms / 1000}`;
  const lasts = ([least, most]: FaultKind['durationMs']) =>
    most === 0 ? 'a moment' : `${seconds(least)} to ${seconds(most)} s`;
  const rows = generalFaults.map((kind) => [
    `\`${kind.kind}\``,
    kind.says,
    lasts(kind.durationMs),
    parametersOf(kind),
  ]);
  expectMade('faults.md', 'faults', tableOf(['fault', 'what goes wrong', 'lasts', 'drawn'], rows));
});

/** What a thousand draws come to. */
function parametersOf({ draw }: FaultKind): string {
  const targets = {
    services: ['api-1', 'api-2', 'worker-1'],
    databases: ['mongo-1', 'mongo-2', 'mongo-3'],
    clients: ['client-1'],
  };
  // Its ends are all that is told of an amount.
  const drawn = fc.sample(
    draw(targets, (least, most) => fc.constantFrom(least, most)),
    { seed: 1, numRuns: 1000 },
  ) as Record<string, unknown>[];
  const names = Object.keys(drawn[0]!);
  return names.map((name) => `${name}: ${valuesOf(drawn.map((params) => params[name]))}`).join('<br>');
}

function valuesOf(values: readonly unknown[]): string {
  const [first] = values;
  if (typeof first === 'number') {
    const numbers = values as number[];
    return `${Math.min(...numbers)} to ${Math.max(...numbers)}`;
  }
  if (typeof first === 'boolean') return 'yes or no';
  const kinds = new Set(values.flat().map((host) => roleOf(String(host))));
  const of = [...kinds].sort().join(', ');
  return Array.isArray(first) ? `some of ${of}` : `one of ${of}`;
}

const roleOf = (host: string): string =>
  host.startsWith('mongo') ? 'databases' : host.startsWith('client') ? 'clients' : 'services';

test('processes.md has all that is refused', () => {
  // A process has files, threads and a `process` of its own: these are refused to code that has none.
  const others = [...refused].filter(
    ([name]) => !/^(fs|fs\.promises|process|net\.Socket|worker_threads)$/.test(name),
  );
  const rows = others
    .map(([name, calls]) => [
      `\`${name}\``,
      [...calls]
        .sort()
        .map((call) => `\`${call}\``)
        .join(', '),
    ])
    .sort(([a], [b]) => (a! < b! ? -1 : 1));
  expectMade('processes.md', 'refused', tableOf(['of', 'what'], rows));
});

describe('examples', () => {
  const PAGES = ['../README.md', 'scenario.md', 'invariants.md', 'faults.md', 'first-scenario.md'];
  const examples = PAGES.flatMap((page) =>
    [...read(page).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text], i) => ({
      name: `${path.basename(page, '.md')}-${i + 1}.ts`,
      text: text!,
    })),
  );
  const project = new MadeProject(
    {
      'package.json': '{ "type": "module" }',
      ...Object.fromEntries(examples.map(({ name, text }) => [name, text])),
      'tsconfig.json': JSON.stringify({
        extends: path.join(root, 'tsconfig.json'),
        compilerOptions: {
          paths: { groundhog: [path.join(root, 'groundhog/index.ts')] },
          typeRoots: [path.join(root, 'node_modules/@types')],
        },
        include: ['*.ts'],
      }),
    },
    ['groundhog'],
  );
  afterAll(() => project.remove());

  test('are right by their types', () => {
    execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', project.folder], { encoding: 'utf8' });
  });

  test('can be run: each exports what has a name', () => {
    const code = `
      const names = [];
      for (const file of ${JSON.stringify(examples.map(({ name }) => `./${name}`))}) {
        const made = Object.values(await import(new URL(file, 'file://${project.folder}/').href)).flat();
        names.push(made.length > 0 && made.every(({ name, kind }) => name || kind));
      }
      console.log(JSON.stringify(names));`;
    const printed = execFileSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', code],
      { cwd: project.folder, encoding: 'utf8' },
    );
    expect(JSON.parse(printed)).toEqual(examples.map(() => true));
  });

  test('show every invariant of the kit', () => {
    for (const name of Object.keys(kit)) expect(read('invariants.md')).toContain(`invariant.${name}(`);
  });
});

test('links between pages lead to pages', () => {
  for (const page of readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')))
    for (const [, to] of read(page).matchAll(/\]\(([\w./-]+\.md)[#\w-]*\)/g))
      expect(existsSync(path.join(root, 'docs', to!)), `${page}: ${to}`).toBe(true);
});
