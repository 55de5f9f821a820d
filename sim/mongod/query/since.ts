/**
 * Which version of the server each expression, accumulator and stage came with; all else is as old as 4.4. Where a
 * version between two releases had it first, it is the release after that which counts.
 */
import { isAtLeast, type ServerVersion } from '../version.ts';
import { SERVER, type Vars } from './expression.ts';

type Came = Readonly<Record<string, ServerVersion>>;

const all = (version: ServerVersion, names: string): Came =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, version]));

export const EXPRESSIONS: Came = {
  ...all('5.0', '$dateAdd $dateDiff $dateSubtract $dateTrunc $getField $rand $setField $unsetField'),
  ...all('6.0', '$firstN $lastN $maxN $minN $sortArray $tsIncrement $tsSecond'),
  ...all('7.0', '$bitAnd $bitNot $bitOr $bitXor $median $percentile'),
};

export const ACCUMULATORS: Came = {
  ...all('5.0', '$count'),
  ...all('6.0', '$bottom $bottomN $firstN $lastN $maxN $minN $top $topN'),
  ...all('7.0', '$median $percentile'),
};

/** Besides accumulators. */
export const WINDOW_FUNCTIONS: Came = all('6.0', '$linearFill $locf');

export const STAGES: Came = {
  ...all('5.0', '$setWindowFields'),
  // The last had it from 6.0.9 on.
  ...all('6.0', '$densify $documents $fill $changeStreamSplitLargeEvent'),
  ...all('7.0', '$listSearchIndexes'),
};

/** Whether the server that these variables belong to has it. What belongs to none has all. */
export function offers(came: Came, name: string, vars: Vars): boolean {
  const since = Object.hasOwn(came, name) ? came[name] : undefined;
  return since === undefined || atLeast(vars, since);
}

export function atLeast(vars: Vars, since: ServerVersion): boolean {
  const version = vars[SERVER];
  return version === undefined || isAtLeast(version, since);
}
