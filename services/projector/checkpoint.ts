/** Where this instance goes on after a restart. A token that is saved says: all before it has been applied. */
import type { Collection, MongoClient, ResumeToken } from 'mongodb';
import { CHECKPOINTS } from '../common/collections.ts';

interface CheckpointDocument {
  /** The instance. */
  _id: string;
  resume_token: ResumeToken;
}

export class Checkpoint {
  readonly #checkpoints: Collection<CheckpointDocument>;
  readonly #instance: string;

  constructor(mongo: MongoClient, instance: string) {
    this.#checkpoints = mongo.db(CHECKPOINTS.db).collection<CheckpointDocument>(CHECKPOINTS.name);
    this.#instance = instance;
  }

  async load(): Promise<ResumeToken | null> {
    return (await this.#checkpoints.findOne({ _id: this.#instance }))?.resume_token ?? null;
  }

  async save(token: ResumeToken): Promise<void> {
    await this.#checkpoints.updateOne(
      { _id: this.#instance },
      { $set: { resume_token: token } },
      { upsert: true },
    );
  }
}
