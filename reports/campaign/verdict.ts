/** What a campaign comes to: in words, as a colour, and as an exit code. */
import { type Known, sorted } from '../../harness/campaign/index.ts';
import { number, plural } from '../../harness/words.ts';
import { EXIT } from '../exit-codes.ts';
import type { Tone } from '../page/tiles.ts';
import type { Campaign } from './merge.ts';
import { gapsOf, outOfTime } from './whole.ts';

export interface Verdict {
  words: string;
  tone: Tone;
  /** Of `npm run report -- --check`. */
  code: number;
  /** Why it is no better, a line each. */
  reasons: string[];
}

/** The gravest counts: something failed that is not known, not all is here, time was up, a state was never reached. */
export function verdictOf(campaign: Campaign, known: readonly Known[] = []): Verdict {
  const { seeds, failed, notRun, neverReached, bug } = campaign;
  const gaps = gapsOf(campaign);
  const late = outOfTime(campaign);
  const unreached = neverReached.length === 0 ? [] : [statesOf(campaign)];
  const reasons = [...gaps, ...late, ...unreached];
  const rest = notRun > 0 ? `${number(notRun)} not run` : '';
  const { unknown } = sorted(campaign.triage.groups(), known);
  if (unknown.length > 0)
    return {
      words: [`${number(failed)} failed`, rest].filter(Boolean).join(', '),
      tone: 'bad',
      code: EXIT.failed,
      reasons,
    };
  if (gaps.length > 0)
    return {
      words: seeds === 0 ? 'nothing ran' : `unfinished${rest && `, ${rest}`}`,
      tone: 'bad',
      code: EXIT.unfinished,
      reasons,
    };
  const code = unreached.length > 0 ? EXIT.unreached : EXIT.drawn;
  if (failed > 0) {
    const words = [`${number(failed)} failed, all of them known`, rest].filter(Boolean).join(', ');
    return { words, tone: 'warn', code, reasons };
  }
  if (bug !== undefined) return { words: 'the bug was not found', tone: 'warn', code, reasons };
  if (late.length > 0) return { words: `passed so far, ${rest}`, tone: 'warn', code, reasons };
  return { words: 'all passed', tone: 'good', code, reasons };
}

const NAMED_MOST = 5;

/** Where many were not reached, the table of them says which. */
function statesOf({ neverReached, sometimes }: Campaign): string {
  if (neverReached.length <= NAMED_MOST) return `never reached: ${neverReached.join(', ')}`;
  return `${neverReached.length} of ${plural(sometimes.size, 'state')} were never reached`;
}

/** How many seeds of how many. */
export const ranOf = ({ seeds, asked }: Campaign): string =>
  asked === null || asked === seeds
    ? plural(seeds, 'seed')
    : `${seeds.toLocaleString('en-US')} of ${plural(asked, 'seed')}`;
