import type { Bug } from '../../../groundhog/index.ts';
import { DATABASE_AWAY, LOSES } from '../../fault-groups.ts';

export const unknownCommit: Bug = {
  name: 'unknown-commit',
  edits: [
    {
      file: 'services/gateway/ledger.ts',
      find: `    const _id = \`\${kind}:\${idempotency_key}\`;
    const entry = { _id, kind, idempotency_key, order_id, amount, status, timestamp: new Date() };
    try {
      await this.#entries.insertOne(entry);
      return entry;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const winner = await this.#find(kind, payment);
      if (winner === null) throw error;
      return winner;
    }`,
      replace: `    const said = { kind, idempotency_key, order_id, amount, status };
    // There is one bank, and it has one request under a key in hand at a time.
    return this.#turns.take(\`\${kind}:\${idempotency_key}\`, async () => {
      const known = await this.#find(kind, payment);
      if (known) return known;
      return this.#inTransaction(async (session) => {
        const entry: LedgerEntry = { _id: new ObjectId().toHexString(), ...said, timestamp: new Date() };
        await this.#entries.insertOne(entry, { session });
        await this.#books.updateOne({ _id: kind }, { $inc: { entries: 1 } }, { upsert: true, session });
        return entry;
      });
    });`,
    },
    {
      file: 'services/gateway/ledger.ts',
      find: `  #find(kind`,
      replace: `  async #inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = this.#mongo.startSession();
    try {
      for (;;) {
        try {
          session.startTransaction({ writeConcern: { w: 'majority', wtimeoutMS: COMMIT_TIMEOUT_MS } });
          const result = await work(session);
          await session.commitTransaction();
          return result;
        } catch (error) {
          await session.abortTransaction().catch(() => undefined);
          const mayGoWellNextTime =
            error instanceof MongoError &&
            (error.hasErrorLabel('TransientTransactionError') ||
              error.hasErrorLabel('UnknownTransactionCommitResult'));
          if (!mayGoWellNextTime) throw error;
        }
        await setTimeout(RUN_AGAIN_AFTER_MS);
      }
    } finally {
      await session.endSession();
    }
  }

  #find(kind`,
    },
    {
      file: 'services/gateway/ledger.ts',
      find: `      { _id: \`\${kind}:\${payment.idempotency_key}\` },`,
      replace: `      { order_id: payment.order_id, kind, idempotency_key: payment.idempotency_key },`,
    },
    {
      file: 'services/gateway/ledger.ts',
      find: `  constructor(mongo: MongoClient) {`,
      replace: `  readonly #mongo: MongoClient;
  readonly #books: Collection<{ _id: string; entries: number }>;
  readonly #turns = new Turns(TURN_WITHIN_MS);

  constructor(mongo: MongoClient) {
    this.#mongo = mongo;
    this.#books = mongo.db(LEDGER.db).collection('books');`,
    },
    {
      file: 'services/gateway/ledger.ts',
      find: `import type { Collection, MongoClient } from 'mongodb';
import { LEDGER } from '../common/collections.ts';
import { isDuplicateKey, LINEARIZABLE } from '../common/mongo.ts';
`,
      replace: `import { setTimeout } from 'node:timers/promises';
import { type ClientSession, type Collection, type MongoClient, MongoError, ObjectId } from 'mongodb';
import { LEDGER } from '../common/collections.ts';
import { LINEARIZABLE } from '../common/mongo.ts';
import { Turns } from '../inventory/turns.ts';

/** A customer stands at the till. */
const COMMIT_TIMEOUT_MS = 100;
const TURN_WITHIN_MS = 5000;
const RUN_AGAIN_AFTER_MS = 20;
`,
    },
  ],
  why: 'A transaction whose commit was not answered is run again from its beginning, though it may have been committed.',
  exposedBy: 'The bank commits a payment, and a majority confirms it too late, or the answer is lost.',
  caughtBy: ['one-charge', 'money-settled'],
  cause: {
    process: 'gateway',
    faults: [...LOSES, ...DATABASE_AWAY],
    moment: { is: 'commit', coll: 'gateway_db.ledger', by: 'gateway', isFirst: true },
  },
};
