/** What a script can tell from the exit code of `npm run report`. docs/campaigns.md lists them; a test compares. */
import { INTERRUPTED } from '../harness/interrupt.ts';

export const EXIT = {
  drawn: 0,
  /** With `--check`: of a campaign, a seed failed. */
  failed: 1,
  usage: 2,
  /** The page could not be written. */
  broken: 4,
  /** With `--check`: a state that a healthy campaign must reach never was. */
  unreached: 7,
  /** With `--check`: not all that was asked for is here. */
  unfinished: 8,
  interrupted: INTERRUPTED,
} as const;
