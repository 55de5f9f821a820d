/** How the stores fare: the read model that loses its way and finds it, and the database that fails over. */
import { type Sometimes, sometimes } from '../../../groundhog/index.ts';
import { isIn, SHOP_DB } from '../invariants/shop.ts';

export const storeStates: readonly Sometimes[] = [
  sometimes('append collided', 'Two append to one stream at once; one of them decides again.', {
    onSignal: (signal) => signal.kind === 'duplicate-key' && signal.ns === `${SHOP_DB}.events`,
  }),
  sometimes('projector resumed', 'A change stream goes on from a resume token.', {
    onSignal: (signal) => signal.kind === 'stream-resumed',
  }),
  sometimes('history lost', 'A change stream cannot be resumed: the history it asks for is gone.', {
    onSignal: (signal) => signal.kind === 'history-lost',
  }),
  {
    name: 'view rebuilt',
    says: 'After its history was lost, the view jumps to the head of a stream over events nobody showed it.',
    create() {
      let lost = false;
      return {
        onSignal(signal) {
          if (signal.kind === 'history-lost') lost = true;
          return false;
        },
        onChange(change) {
          if (!lost || !isIn(change, 'products_view') || !change.before || !change.after) return false;
          return Number(change.after.last_version) > Number(change.before.last_version) + 1;
        },
      };
    },
  },
  sometimes('poison event set aside', 'An event that makes no sense is set aside, and the rest goes on.', {
    onChange: (change) => change.op === 'insert' && isIn(change, 'poison_events'),
  }),
  sometimes('fail-over', 'Another primary is elected, or the same one again.', {
    onSignal: (signal) => signal.kind === 'became-primary' && signal.term > 1,
  }),
  sometimes('rolled back', 'A member rolls back what a majority never had.', {
    onSignal: (signal) => signal.kind === 'rolled-back' && signal.entries > 0,
  }),
  sometimes('copied anew', 'A member that was away too long copies all the data of another.', {
    onSignal: (signal) => signal.kind === 'copied-anew',
  }),
  sometimes(
    'write answered from its session',
    'A write comes again, and is answered without being done again.',
    {
      onSignal: (signal) => signal.kind === 'write-answered-again',
    },
  ),
  sometimes('write waited', 'A write meets the transaction of another, and waits for its end.', {
    onSignal: (signal) => signal.kind === 'write-waited',
  }),
];
