import { afterAll, expect, test } from 'vitest';
import { Project, runPrograms } from '../process/lab.ts';
import { filesOf } from './tree.ts';

const projects: Project[] = [];
const bundle = (source: string, files: Record<string, string> = {}) => {
  const made = new Project({ 'main.mjs': source, ...files });
  projects.push(made);
  return made.bundle('main.mjs');
};
afterAll(() => {
  for (const made of projects) made.remove();
});

/** Each form reads and writes the same disk. */
const EVERY_FORM = `
  import fs from 'node:fs';
  import path from 'node:path';
  import { promisify } from 'node:util';
  import { pipeline } from 'node:stream/promises';
  const here = (name) => path.join(import.meta.dirname, name);
  console.log(fs.readFileSync(here('note.txt'), 'utf8'), await fs.promises.readFile('note.txt', 'utf8'));
  fs.mkdirSync('/tmp/a/b', { recursive: true });
  fs.writeFileSync('/tmp/a/sync', 'one');
  await promisify(fs.appendFile)('/tmp/a/sync', ' two');
  await fs.promises.writeFile('/tmp/a/b/promise', 'three');
  await pipeline(fs.createReadStream('note.txt'), fs.createWriteStream('/tmp/a/copy'));
  const handle = await fs.promises.open('/tmp/a/handle', 'w+');
  await handle.write('0123456789');
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 3);
  await handle.close();
  fs.renameSync('/tmp/a/b', '/tmp/a/c');
  console.log(String(buffer), bytesRead, fs.readdirSync('/tmp/a', { recursive: true }).join());
  for await (const line of (await fs.promises.open('note.txt')).readLines()) console.log(line);
  console.log(fs.statSync('note.txt').mtime.toISOString(), fs.existsSync('/etc/passwd'), fs.existsSync('/tmp/a/c/promise'));
  const failed = (code) => { try { code(); } catch (error) { return error.message.replace(import.meta.dirname, ''); } };
  console.log(failed(() => fs.writeFileSync('note.txt', 'x')));
  console.log(failed(() => fs.rmSync(here('note.txt'))));
  console.log(failed(() => fs.readFileSync('/tmp/none')), '|', failed(() => fs.rmdirSync('/tmp/a')));
  await fs.promises.stat('/tmp/none').catch((error) => console.log(error.code, error.syscall, error.errno));
  console.log((await promisify(fs.read)(fs.openSync('/tmp/a/sync'), Buffer.alloc(3), 0, 3, null)).bytesRead);
  fs.writeSync(1, 'by descriptor\\n');
`;

test('every form of fs works on the project and on a disk of the host, the same each time', async () => {
  const program = await bundle(EVERY_FORM, { 'note.txt': 'first\nsecond' });
  const run = () => runPrograms({ programs: { a: program, b: program } });
  const { lines, failure, hash } = await run();
  expect(failure).toBeNull();
  expect(lines.filter((line) => line.startsWith('a'))).toEqual([
    'a: first',
    'a: second first',
    'a: second',
    'a: 3456 4 c,c/promise,copy,handle,sync',
    'a: first',
    'a: second',
    'a: 2024-01-01T00:00:00.000Z false true',
    "a: EROFS: read-only file system, open '/note.txt'",
    "a: EROFS: read-only file system, rm '/note.txt'",
    "a: ENOENT: no such file or directory, open '/tmp/none' | ENOTEMPTY: directory not empty, rmdir '/tmp/a'",
    'a: ENOENT stat -2',
    'a: 3',
    'a: by descriptor',
  ]);
  expect((await run()).hash).toBe(hash);
});

test('a disk outlives the process, and belongs to one host', async () => {
  const program = await bundle(`
    import fs from 'node:fs';
    const n = fs.existsSync('/var/n') ? Number(fs.readFileSync('/var/n')) : 0;
    fs.writeFileSync('/var/n', String(n + 1));
    console.log(n);
  `);
  const { lines } = await runPrograms({
    programs: { a: program, b: program },
    plan: (world, start) => {
      world.after(10, 'crash', () => world.host('a').crash(true));
      world.after(20, 'restart', () => start('a'));
    },
  });
  expect([...lines].sort()).toEqual(['a: 0', 'a: 1', 'b: 0']);
});

test('a machine that goes may lose what was not synced, and nothing that was', async () => {
  const program = await bundle(`
    import fs from 'node:fs';
    const kept = [];
    for (let i = 0; i < 40; i++) {
      const file = '/var/' + i;
      if (fs.existsSync(file)) { kept.push(i); continue; }
      const fd = fs.openSync(file, 'w');
      fs.writeSync(fd, 'x');
      if (i % 2) fs.fsyncSync(fd);
      fs.closeSync(fd);
    }
    console.log(kept.filter((i) => i % 2).length, kept.filter((i) => i % 2 === 0).length);
  `);
  const run = async (losesUnsynced: boolean) => {
    const { lines } = await runPrograms({
      programs: { a: program },
      plan: (world, start) => {
        filesOf(world.host('a')).losesUnsynced = losesUnsynced;
        world.after(10, 'crash', () => world.host('a').crash(false));
        world.after(20, 'restart', () => start('a'));
      },
    });
    return lines[1]!.split(/\D+/).slice(1).map(Number);
  };
  expect(await run(false)).toEqual([20, 20]);
  const [synced, unsynced] = await run(true);
  expect(synced).toBe(20);
  expect(unsynced).toBeGreaterThan(2);
  expect(unsynced).toBeLessThan(18);
});

test('what a disk has not is refused by name', async () => {
  const program = await bundle(`import fs from 'node:fs';\n\nfs.watch('.', () => {});`);
  const { failure } = await runPrograms({ programs: { a: program } });
  expect(failure).toMatchObject({
    kind: 'escaped',
    message: 'a reached for fs.watch, which is real',
  });
  expect(failure?.stack).toContain('main.mjs:3:4');
});
