/** An error of a file of the project is one line, with its place. */
import path from 'node:path';
import { build, transform } from 'esbuild';
import { expect, test } from 'vitest';
import { placeIn, whyOf } from './why.ts';

const failing = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.fail(),
    (e) => e,
  );

test('what esbuild cannot read is told without the count that it begins with', async () => {
  const error = await failing(
    transform('const a = 1;\n{ b: 1 c: 2 }', { sourcefile: '/project/src/api.ts' }),
  );
  expect(error.message).toMatch(/^Transform failed/);
  expect(whyOf(error, '/project')).toBe('Expected ";" but found "c" (src/api.ts:2)');
});

test('a file of a bundle is named from the root, wherever esbuild worked', async () => {
  const stdin = { contents: '\nlet a = ;', sourcefile: 'api.js' };
  const error = await failing(
    build({ stdin, absWorkingDir: path.resolve('sim'), logLevel: 'silent', write: false }),
  );
  expect(whyOf(error, path.resolve('.'), path.resolve('sim'))).toBe('Unexpected ";" (sim/api.js:2)');
});

test('an error that is thrown leads to the first line of the project, past packages and Node', () => {
  const stack = `Error: none
    at fail (node:internal/x:1:2)
    at pack (file:///project/node_modules/pack/index.js:3:4)
    at Object.<anonymous> (file:///project/src/api.ts:12:7)
    at /project/src/main.ts:1:1`;
  expect(placeIn(stack, '/project')).toBe('src/api.ts:12');
  expect(placeIn(stack, '/pro')).toBeUndefined();
  expect(whyOf(Object.assign(new Error('none\nmore'), { stack }), '/project')).toBe('none (src/api.ts:12)');
  expect(whyOf('a string', '/project')).toBe('a string');
});
