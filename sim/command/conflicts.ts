/** Which flags of `npm run sim` do not go together. */
import type { Options } from './options.ts';

/** What a plan is drawn from, besides its size. */
const DRAWING = ['seed', 'members', 'serverVersion', 'faults', 'swarm'];

/** What is told of one history, or of a campaign. */
const NOT_AROUND = ['branch', 'trace', 'log', 'json', 'known', 'junit'] as const;

/** What is of no use to who looks at one history. */
const NOT_INSPECTED = ['verify', 'shrink', 'results', 'around', 'json'] as const;

/** By the name of its option. */
const flagOf = (option: string): string =>
  option === 'swarm' ? 'no-swarm' : option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The first such, in one line. Undefined: all go together. `isGiven`: not by default, by the names of their options. */
export function conflictIn(options: Options, isGiven: (flag: string) => boolean): string | undefined {
  const { plan, runs, trace, log, branch, known, updateKnown, inspect, pauseAt } = options;
  const isSingle = plan !== undefined || runs === 1;
  if ((trace || log) && !isSingle) return '--trace and --log take one seed only';
  if (branch && !isSingle) return '--branch takes one seed only';
  if (updateKnown && known === undefined) return '--update-known needs a file: --known <file>';
  if (known !== undefined && !options.shrink)
    return 'what is known is told by what is left of it: --known needs --shrink';
  if (plan !== undefined && (runs > 1 || options.results !== undefined))
    return '--plan is one history: it takes no --runs, --shard, --time, --results or --resume';
  if (options.around !== undefined) {
    if (plan === undefined) return '--around needs the --plan to look around';
    const one = NOT_AROUND.find((name) => options[name] !== undefined);
    if (one !== undefined) return `--around runs many plans: it takes no --${one}`;
  }
  const drawing = [...DRAWING, options.of.scenario.size.of].find(isGiven);
  if (plan !== undefined && drawing !== undefined)
    return `--plan is drawn already: it takes no --${flagOf(drawing)}`;
  if (inspect) {
    const many = isSingle ? NOT_INSPECTED.find((name) => isGiven(name) && options[name]) : 'runs';
    if (many) return `--inspect is for looking at one history: it takes no --${many}`;
  }
  if (pauseAt && !inspect) return '--pause-at stops a debugger: it needs --inspect';
  return undefined;
}
