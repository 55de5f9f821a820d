import { afterAll, describe, expect, test } from 'vitest';
import { Project, runPrograms } from './lab.ts';

const projects: Project[] = [];
const project = (files: Record<string, string>): Project => {
  const made = new Project(files);
  projects.push(made);
  return made;
};
afterAll(() => {
  for (const made of projects) made.remove();
});

/** Runs one file on host `a`. */
async function runOne(source: string, options: { name?: string; files?: Record<string, string> } = {}) {
  const name = options.name ?? 'main.mjs';
  const made = project({ [name]: source, ...options.files });
  const result = await runPrograms({ programs: { a: await made.bundle(name) } });
  return { ...result, folder: made.folder };
}

describe('an entry is run as node would run it', () => {
  test('TypeScript as an ES module, with top-level await in it and below it', async () => {
    const { lines } = await runOne(
      `import { name, count } from './lib.js';
       import { readFileSync as read } from 'node:fs';
       enum Colour { Red = 'red' }
       const here: string = read(new URL('./lib.ts', import.meta.url), 'utf8').slice(0, 6);
       console.log(name, count, Colour.Red, here, import.meta.filename.endsWith('main.ts'), typeof require);
       const late = await new Promise<string>((resolve) => setTimeout(resolve, 5, 'late'));
       console.log(late, this === undefined);
       export {};`,
      {
        name: 'main.ts',
        files: {
          'lib.ts': `import { setTimeout } from 'node:timers/promises';
            export let count = 0;
            await setTimeout(10);
            count++;
            export const name: string = 'lib';`,
        },
      },
    );
    expect(lines).toEqual(['a: lib 1 red import true undefined', 'a: late true']);
  });

  test('with top-level await, what it imports of files that are ES modules by their names', async () => {
    const { lines } = await runOne(
      `import { told } from './lib.mjs';
       import * as all from './types.mts';
       console.log(await told, all.kind);`,
      {
        files: {
          'lib.mjs': `export const told = Promise.resolve('told');`,
          'types.mts': `export const kind: string = 'typed';`,
        },
      },
    );
    expect(lines).toEqual(['a: told typed']);
  });

  test('TypeScript as its tsconfig.json says, with decorators of the older kind', async () => {
    const { lines } = await runOne(
      `import { logged } from './logged.js';
       class Base { constructor(readonly name: string) {} }
       class Greeter extends Base {
         declare name: string;
         @logged greet(@logged who: string) { return this.name + who; }
       }
       console.log(new Greeter('hello ').greet('you'));`,
      {
        name: 'main.ts',
        files: {
          'logged.ts': `export const logged = (_target: object, key: string, where: unknown) =>
            console.log(key, typeof where);`,
          'tsconfig.json': '{ "extends": "./base.json", /* as written */ }',
          'base.json': '{ "compilerOptions": { "experimentalDecorators": true, "target": "es2021", }, }',
        },
      },
    );
    expect(lines).toEqual(['a: greet number', 'a: greet object', 'a: hello you']);
  });

  test('TypeScript of a project that is CommonJS, as npm makes it, which only imports', async () => {
    const { lines } = await runOne(
      `import path from 'node:path';
       import { name } from './lib';
       console.log(path.basename(__filename), name, typeof require);`,
      {
        name: 'main.ts',
        files: { 'package.json': '{"type":"commonjs"}', 'lib.ts': `export const name: string = 'lib';` },
      },
    );
    expect(lines).toEqual(['a: main.ts lib function']);
  });

  test('CommonJS, with require.main, module, cache and what is computed', async () => {
    const { lines } = await runOne(
      `const which = './part';
       const part = require(which);
       console.log(require.main === module, part.isMain, require(which) === part, __filename.endsWith('main.cjs'));
       console.log(module.children.length, Object.keys(require.cache).length, require('./data.json').n, this === exports);
       try { require('not-installed'); } catch (error) { console.log(error.code); }
       implicit = 1; console.log(typeof implicit);`,
      {
        name: 'main.cjs',
        files: {
          'part.js': 'exports.isMain = require.main === module;',
          'package.json': '{}',
          'data.json': '{"n":3}',
        },
      },
    );
    expect(lines).toEqual(['a: true false true true', 'a: 1 2 3 true', 'a: MODULE_NOT_FOUND', 'a: number']);
  });

  test('CommonJS seen from an ES module, and the other way', async () => {
    const { lines } = await runOne(
      `import whole, { one } from './common.cjs';
       import { createRequire } from 'node:module';
       const require = createRequire(import.meta.url);
       if (createRequire(import.meta.dirname + '/')('./common.cjs') !== whole) throw new Error('another');
       console.log(whole.one, one, require('./common.cjs') === whole, require('./es.mjs').answer);
       const es = await import('./es.mjs');
       console.log(es.answer, es.default, (await import('node:path')).default.sep);
       es.raise(); console.log(es.answer);`,
      {
        files: {
          'common.cjs': 'exports.one = 1; exports.__esModule = false;',
          'es.mjs': 'export let answer = 41; export default "d"; export const raise = () => { answer++; };',
        },
      },
    );
    expect(lines).toEqual(['a: 1 1 true 41', 'a: 41 d /', 'a: 42']);
  });

  test('circles of imports hold live bindings', async () => {
    const { lines } = await runOne(
      `import { other } from './other.mjs';
       export function hoisted() { return 'hoisted'; }
       console.log(other());`,
      {
        files: { 'other.mjs': `import { hoisted } from './main.mjs'; export const other = () => hoisted();` },
      },
    );
    expect(lines).toEqual(['a: hoisted']);
  });

  test('stacks that are written end where the program does, also in a line of JSON', async () => {
    const { lines, folder } = await runOne(
      `function fails() { throw new Error('oh'); }
       try { fails(); } catch ({ stack }) { console.log(stack); console.log(JSON.stringify({ stack })); }
       await null;
       console.log(JSON.stringify({ stack: new Error('late').stack }));`,
    );
    const at = (name: string, place: string) => `    at ${name}${folder}/main.mjs:${place}`;
    expect(lines).toEqual([
      'a: Error: oh',
      `a: ${at('fails (', '1:26')})`,
      `a: ${at('', '2:14')}`,
      `a: {"stack":"Error: oh\\n${at('fails (', '1:26')})\\n${at('', '2:14')}"}`,
      `a: {"stack":"Error: late\\n${at('', '4:44')}"}`,
    ]);
  });

  test('stacks name the line that was written', async () => {
    const { lines, folder } = await runOne(
      `interface Wide {
         a: string;
       }

       const fails = (w: Wide): never => {
         throw new Error(w.a);
       };
       try { fails({ a: 'x' }); } catch (error) { console.log((error as Error).stack!.split('\\n')[1]); }`,
      { name: 'main.ts' },
    );
    expect(lines).toEqual([`a:     at fails (${folder}/main.ts:6:16)`]);
  });
});

describe('a process ends as in life', () => {
  test('by process.exit, at once, with its last words', async () => {
    const { exits, lines, failure } = await runOne(
      `process.on('exit', (code) => console.log('bye', code));
       setTimeout(() => console.log('never'), 5);
       try { process.exit(3); } finally { setTimeout(() => console.log('never'), 1); }
       console.log('never');`,
    );
    expect(exits.a).toEqual({ code: 3, signal: null });
    expect(lines).toEqual(['a: bye 3']);
    expect(failure).toBeNull();
  });

  test.each([
    ['thrown', `throw new Error('oh')`],
    ['thrown in a timer', `setTimeout(() => { throw new Error('oh'); }, 1)`],
    ['thrown in a nextTick', `process.nextTick(() => { throw new Error('oh'); })`],
    ['a promise nobody waits for', `Promise.reject(new Error('oh'))`],
    ['thrown while awaited at top level', `await null; throw new Error('oh')`],
  ])('of an error that nothing catches: %s', async (_what, code) => {
    const { exits, lines, failure, folder } = await runOne(
      `${code}; setTimeout(() => console.log('never'), 100)`,
    );
    expect(failure).toBeNull();
    expect(exits.a).toMatchObject({ code: 1, signal: null, error: { message: 'oh' } });
    expect(lines[0]).toBe('a: Uncaught Error: oh');
    expect(lines[1]).toContain(`${folder}/main.mjs:1:`);
    expect(lines.join()).not.toContain('never');
  });

  test('not, if it handles what nothing caught', async () => {
    const { exits, lines } = await runOne(
      `process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
       process.on('unhandledRejection', (reason) => console.log('rejected', reason));
       setTimeout(() => { throw new Error('oh'); }, 1);
       Promise.reject(7);`,
    );
    expect(lines).toEqual(['a: rejected 7', 'a: oh uncaughtException']);
    expect(exits).toEqual({});
  });

  test('by a signal, which its handler hears first', async () => {
    const deaf = await project({ 'main.mjs': `setInterval(() => {}, 1000);` }).bundle('main.mjs');
    const polite = await project({
      'main.mjs': `process.on('SIGTERM', (name) => { console.log(name); setTimeout(() => process.exit(), 50); });`,
    }).bundle('main.mjs');
    const { exits, lines } = await runPrograms({
      programs: { deaf, polite },
      plan: (world) =>
        void world.after(100, 'term', () => {
          world.host('deaf').signal('SIGTERM');
          world.host('polite').signal('SIGTERM');
        }),
    });
    expect(exits).toEqual({ deaf: { code: null, signal: 'SIGTERM' }, polite: { code: 0, signal: null } });
    expect(lines).toEqual(['polite: SIGTERM']);
  });

  test('and what it left running belongs to no later life', async () => {
    const program = await project({
      'main.mjs': `console.log('life');
        process.on('exit', () => {});
        Promise.resolve().then(() => setTimeout(() => console.log('haunted'), 200));
        setTimeout(() => {
          process.nextTick(() => setInterval(() => console.log('haunted'), 10));
          process.exit(1);
        }, 100);`,
    }).bundle('main.mjs');
    const { lines } = await runPrograms({
      programs: { a: program },
      forMs: 350,
      plan: (world, start) => {
        for (const ms of [101, 202]) world.after(ms, 'restart', () => start('a'));
      },
    });
    expect(lines).toEqual(['a: life', 'a: life', 'a: life']);
  });
});

describe('a process is alone', () => {
  test('with its modules, globals, environment and listeners, and fresh after a crash', async () => {
    const program = await project({
      'main.mjs': `import counter from './counter.cjs';
        import http from 'node:http';
        globalThis.lives = (globalThis.lives ?? 0) + 1;
        http.globalAgent.maxSockets = 3; http.mine = 1;
        console.log(++counter.n, lives, process.env.NAME, process.listenerCount('SIGTERM'), 'other' in http);
        process.on('SIGTERM', () => {});
        process.env.NAME = 7; http.other = 1;
        console.log(typeof process.env.NAME, process.argv[1] === import.meta.filename);`,
      'counter.cjs': 'exports.n = 0;',
    }).bundle('main.mjs');
    const { lines } = await runPrograms({
      programs: { a: program, b: program },
      env: (NAME) => ({ NAME }),
      plan: (world, start) => {
        world.after(10, 'crash', () => world.host('a').crash(true));
        world.after(20, 'restart', () => start('a'));
      },
    });
    const life = (name: string) => [`${name}: 1 1 ${name} 0 false`, `${name}: string true`];
    expect([...lines].sort()).toEqual([...life('a'), ...life('a'), ...life('b')].sort());
    expect('lives' in globalThis).toBe(false);
  });

  test('fetch has a pool of its own, and the dispatcher is set for one', async () => {
    const program = await project({
      'main.mjs': `const symbol = Symbol.for('undici.globalDispatcher.1');
        console.log(globalThis[symbol] === undefined);
        await fetch('http://nobody/').catch((error) => console.log(error.cause.code));
        globalThis[symbol].mark ??= process.pid;
        console.log(globalThis[symbol].mark === process.pid, new Headers({ a: '1' }).get('a'));`,
    }).bundle('main.mjs');
    const { lines } = await runPrograms({ programs: { a: program, b: program } });
    for (const name of ['a', 'b'])
      expect(lines.filter((l) => l.startsWith(name))).toEqual([
        `${name}: true`,
        `${name}: ENOTFOUND`,
        `${name}: true 1`,
      ]);
  });
});
