import fc from 'fast-check';
import { askToEnd } from './ask-to-end.ts';
import { inShort, rolesOf } from './choose.ts';
import { type FaultTools, fault } from './fault.ts';

interface RollingDeploy {
  hosts: string[];
  graceMs: number;
}

/** Replaces the first of these; once it has come up again, the others. The function returned stops that. */
function replace([first, ...others]: string[], graceMs: number, tools: FaultTools): () => void {
  if (first === undefined) return () => {};
  const { world, host, strikes, deploy } = tools;
  const target = host(first);
  strikes(first);
  deploy(first);
  const kill = askToEnd(target);
  const patience = world.after(graceMs, 'grace', kill);
  let stop = () => {
    kill();
    isOver();
  };
  const isOver = () => {
    target.onUp.delete(goOn);
    world.cancel(patience);
  };
  const goOn = () => {
    isOver();
    const next = world.after(0, 'deploy', () => {
      stop = replace(others, graceMs, tools);
    });
    stop = () => world.cancel(next);
  };
  target.onUp.add(goOn);
  return () => stop();
}

/** The next is asked when the one before has come up. At its end it stops where it is. */
export const rollingDeploy = fault<RollingDeploy>({
  kind: 'rolling-deploy',
  says: 'all instances of a service are replaced, one by one, by its next version if it has one: asked to end (SIGTERM), killed if it takes too long',
  durationMs: [2000, 20_000],
  draw: ({ services }, amount) =>
    fc.record({ hosts: fc.constantFrom(...rolesOf(services)), graceMs: amount(500, 10_000) }),
  describe: ({ hosts, graceMs }) => `${inShort(hosts)}, each killed unless it has ended within ${graceMs} ms`,
  inject: ({ hosts, graceMs }, tools) => replace(hosts, graceMs, tools),
});
