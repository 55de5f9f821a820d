/** Asks a deployment what it is, and refuses one that has no change streams. */
import { MongoClient } from 'mongodb';
import { type Database, NoDatabase } from './database.ts';

const ANSWER_WITHIN_MS = 5000;

/** Throws `NoDatabase` when it does not answer, or is no replica set. */
export async function deployment(uri: string): Promise<Omit<Database, 'stop' | 'ended'>> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(
      uri,
      uri.includes('serverSelectionTimeoutMS') ? {} : { serverSelectionTimeoutMS: ANSWER_WITHIN_MS },
    );
    const hello = await client.db('admin').command({ hello: 1 });
    const { version, allocator } = await client.db('admin').command({ buildInfo: 1 });
    if (!hello.setName) {
      throw new NoDatabase(
        `${redacted(uri)} is no replica set, so it has no change streams: start mongod with --replSet and run rs.initiate()`,
      );
    }
    const members = hello.hosts?.length ?? 1;
    const of = `replica set ${hello.setName} of ${members === 1 ? 'one member' : `${members} members`}`;
    // The model says so itself; otherwise its figures could pass for a real server's.
    if (allocator === 'model') {
      const description = `Groundhog's own model of MongoDB ${version}, ${of}`;
      return { uri, source: 'model', version, members, description };
    }
    return { uri, source: 'uri', version, members, description: `MongoDB ${version}, ${of}` };
  } catch (error) {
    if (error instanceof NoDatabase) throw error;
    throw new NoDatabase(`the database at ${redacted(uri)} does not answer: ${(error as Error).message}`);
  } finally {
    await client?.close();
  }
}

/** A URI without its password, for messages and reports. */
export function redacted(uri: string): string {
  return uri.replace(/\/\/([^@/]*)@/, '//***@');
}
