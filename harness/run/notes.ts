/** Things that a reader of a result should know. */
import type { LoadResult, RequestTotals } from './result.ts';
import { foundWords } from './search.ts';
import type { Seen } from './seen.ts';

export interface Noted extends Seen {
  requests: RequestTotals;
  flows: LoadResult['flows'];
  ledger: LoadResult['ledger'];
}

export function notesOn(noted: Noted): string[] {
  const { database, interrupted, options, settled, requests, flows, ledger, search } = noted;
  const { of } = noted.file.scenario.size;
  const notes = [];
  if (options.bug) notes.push(`A bug was planted: ${options.bug.name}. ${options.bug.why}`);
  if (search !== null)
    notes.push(
      `The rate was found by asking for more and more: ${foundWords(search, of)}. Measured at ${noted.ratePerS}/s.`,
    );
  if (interrupted) notes.push('The run was interrupted: the figures cover what was driven until then.');
  if (settled === false)
    notes.push(`It did not come to rest: for ${options.settleMs / 1000} s nothing more came to its end.`);
  if (requests.failed > 0)
    notes.push(
      `${percent(requests.failedPercent!)} of requests got no answer or a 5xx; their latency is the time until that was known.`,
    );
  if (requests.unfinished > 0)
    notes.push(
      `${requests.unfinished} of ${requests.due} requests had no end when the run had one: they count as no failure and are in no percentile, which would be higher with them.`,
    );
  for (const { what, until, unfinished } of Object.values(flows))
    if (unfinished > 0)
      notes.push(`${unfinished} ${what} were not seen to get ${until}: their times are in no percentile.`);
  if (ledger && ledger.undetermined > 0)
    notes.push(`What became of ${ledger.undetermined} ${of} could not be found out.`);
  if (database.source === 'model')
    notes.push(
      'The database was Groundhog’s own model of MongoDB: absolute figures are not those of a real server.',
    );
  if (options.target) notes.push('The stack was not started by this run: nothing is known of its processes.');
  return notes;
}

function percent(value: number): string {
  return `${Number(value.toPrecision(2))}%`;
}
