/** What `--log` makes of what a service writes. */
import { expect, test } from 'vitest';
import { logEntry } from './log-entry.ts';

const of = (line: string) => logEntry({ atMs: 12.5, process: 'api-1', line });

test.each([
  ['{"level":30,"msg":"{ready}"}', '{"runMs":12.5,"process":"api-1","level":30,"msg":"{ready}"}\n'],
  ['{"level":30}\n', '{"runMs":12.5,"process":"api-1","level":30}\n'],
  ['{}', '{"runMs":12.5,"process":"api-1"}\n'],
  ['{"process":7,"runMs":1}', '{"runMs":12.5,"process":"api-1"}\n'],
  [
    'listens on 3000 { port: 3000 }',
    '{"runMs":12.5,"process":"api-1","line":"listens on 3000 { port: 3000 }"}\n',
  ],
  ['{ port: 3000 }', '{"runMs":12.5,"process":"api-1","line":"{ port: 3000 }"}\n'],
  ['  at main\n', '{"runMs":12.5,"process":"api-1","line":"  at main"}\n'],
  ['["a"]', '{"runMs":12.5,"process":"api-1","line":"[\\"a\\"]"}\n'],
  ['', '{"runMs":12.5,"process":"api-1","line":""}\n'],
])('%j', (line, entry) => expect(of(line)).toBe(entry));
