import { InvalidArgumentError } from 'commander';
/** The planted bug of that name. Throws a line for a person when there is none. */
export function bugNamed({ bugs = [], name: scenario }, name) {
    const bug = bugs.find((b) => b.name === name.trim());
    if (bug)
        return bug;
    const known = bugs.map((b) => b.name).join(', ') || 'none';
    throw new InvalidArgumentError(`there is no bug '${name}' in the scenario ${scenario}. There are: ${known}.`);
}
