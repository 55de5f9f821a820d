import type { ClientSession } from 'mongodb';
import type { Performers } from './index.ts';

export const session: Performers<ClientSession> = {
  startTransaction: async (s, args) => s.startTransaction(args),
  commitTransaction: (s) => s.commitTransaction(),
  abortTransaction: (s) => s.abortTransaction(),
  endSession: (s) => s.endSession(),
  withTransaction: async (s, { callback, ...rest }, scope) => {
    await s.withTransaction(() => scope.run(callback), rest);
  },
};
