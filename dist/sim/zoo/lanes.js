import { Hunter } from './hunt.js';
/** Far from each other and from the seeds that tests and examples use. */
const FIRST_SEED = 300_000;
const BETWEEN_RANGES = 100_000;
/** Each bug has ranges of its own: one seed that nothing comes of would else count against all of them. */
const BETWEEN_BUGS = 1000;
/** Where a bug's range begins: it is the `index`th of its scenario. Ranges are numbered from 0. */
export const firstSeedOf = (index, range) => FIRST_SEED + index * BETWEEN_BUGS + range * BETWEEN_RANGES;
export const wholeZoo = (of) => ({ bugs: of.scenario.bugs ?? [], of });
/** Which of its scenario's bugs it is, from 0. */
export const numberOf = ({ of }, bug) => (of.scenario.bugs ?? []).indexOf(bug);
/** Resolves when `work` is done for all, or, after `signal` aborts, for those under way. */
export async function inLanes({ bugs, of }, workers, signal, work) {
    let next = 0;
    const lane = async () => {
        while (next < bugs.length && !signal.aborted) {
            const index = next++;
            const bug = bugs[index];
            const hunter = new Hunter(bug, of.file);
            await work(bug, hunter.run, index);
            hunter.close();
        }
    };
    await Promise.all(Array.from({ length: Math.min(workers, bugs.length) }, lane));
}
