/** Nobody pays twice: at no moment has an order more than one charge that was not refunded, nor refunds beyond them. */
import { invariant } from '../../../groundhog/index.ts';
import { Accounts } from './accounts.ts';
import { order } from './shop.ts';

export const oneCharge = invariant(
  'one-charge',
  'An order has at most one unrefunded charge in the ledger, and never more refunded than charged.',
  (found) => {
    const accounts = new Accounts();
    return {
      state: (subject) => accounts.of(subject.replace(/^order /, '')),
      onChange(change) {
        const id = accounts.onChange(change);
        if (id === undefined) return [];
        const { charges, refunds, net } = accounts.of(id);
        if (charges - refunds > 1)
          return [
            found(change.atMs, order(id), `was charged ${charges} times and refunded ${refunds} times`),
          ];
        if (refunds > charges || net < 0)
          return [
            found(
              change.atMs,
              order(id),
              `was refunded more than it was charged (${-net} too much, ${refunds} refunds of ${charges} charges)`,
            ),
          ];
        return [];
      },
    };
  },
);
