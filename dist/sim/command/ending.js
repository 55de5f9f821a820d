import { plural } from '../../harness/words.js';
/** One line, or none where all has run. `asked` is undefined for as many as there is time for. */
export function printEnding(ending, { seeds, failed }, asked, isKept) {
    const ran = asked === undefined ? plural(seeds, 'seed') : `${seeds} of ${plural(asked, 'seed')}`;
    const rest = asked === undefined ? '' : `: ${asked - seeds} did not run`;
    const further = isKept ? '; --resume goes on' : '';
    switch (ending) {
        case 'all':
            return undefined;
        case 'time':
            return `ran out of time after ${ran}${rest}${further}`;
        case 'failures':
            return `stopped at ${plural(failed, 'failure')}, after ${ran}${rest}`;
        case 'interrupted':
            return `interrupted after ${ran}${rest}${further}`;
    }
}
