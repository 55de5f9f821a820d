/**
 * `npm run build`: the package, into `dist/`. TypeScript makes JavaScript of what `tsconfig.build.json` names and of all
 * that it imports. What a file names otherwise by a relative path, such as a worker or the script of a page, is copied
 * beside it; and where it names TypeScript so, it is told what that has become.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
const made = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
for (const file of made) completed(file);
chmodSync(path.join(dist, 'groundhog/bin.js'), 0o755);

/** `file` is a path from `dist/`, and the same from the root. */
function completed(file: string): void {
  const text = readFileSync(path.join(dist, file), 'utf8');
  const whole = text.replaceAll(
    /(['"`])(\.{1,2}\/[\w./-]+\.(?:[cm]?[jt]s|json|html|css))\1/g,
    (all, quote, name) => {
      const there = path.join(path.dirname(file), name);
      const become = there.replace(/\.ts$/, '.js');
      if (existsSync(path.join(dist, become))) return quote + name.replace(/\.ts$/, '.js') + quote;
      if (!existsSync(path.join(root, there))) return all;
      if (become !== there) throw new Error(`${file} names ${there}: add it to tsconfig.build.json`);
      mkdirSync(path.dirname(path.join(dist, there)), { recursive: true });
      cpSync(path.join(root, there), path.join(dist, there));
      completed(there);
      return all;
    },
  );
  if (whole !== text) writeFileSync(path.join(dist, file), whole);
}
