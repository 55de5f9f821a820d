/** Bugs as `--help` lists them. */
import { expect, test } from 'vitest';
import { bugList } from './find-bug.ts';

test('each with why it is one; none is said', () => {
  const bug = { name: 'lost-update', why: 'Two write at once.', edits: [], exposedBy: '', caughtBy: [] };
  expect(bugList({ bugs: [bug] })).toBe('Bugs:\n  lost-update                Two write at once.');
  expect(bugList({ bugs: [] })).toBe('Bugs: the scenario has none.');
  expect(bugList({})).toBe('Bugs: the scenario has none.');
});
