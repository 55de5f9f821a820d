import { InvalidArgumentError } from 'commander';
import type { Bug } from './bug.ts';
import type { Scenario } from './scenario.ts';

/** The planted bug of that name. Throws a line for a person when there is none. */
export function bugNamed({ bugs = [], name: scenario }: Scenario, name: string): Bug {
  const bug = bugs.find((b) => b.name === name.trim());
  if (bug) return bug;
  const known = bugs.map((b) => b.name).join(', ') || 'none';
  throw new InvalidArgumentError(
    `there is no bug '${name}' in the scenario ${scenario}. There are: ${known}.`,
  );
}

/** What `--help` says of a scenario's bugs. */
export function bugList({ bugs = [] }: Pick<Scenario, 'bugs'>): string {
  if (bugs.length === 0) return 'Bugs: the scenario has none.';
  return `Bugs:\n${bugs.map(({ name, why }) => `  ${name.padEnd(26)} ${why}`).join('\n')}`;
}
