/** Asks a deployment what it is, and refuses one that has no change streams. */
import { MongoClient } from 'mongodb';
import { type Database, NoDatabase } from './index.ts';

const ANSWER_WITHIN_MS = 5000;

/** Throws `NoDatabase` when it does not answer, or is no replica set. */
export async function deployment(
  uri: string,
): Promise<Pick<Database, 'uri' | 'version' | 'members' | 'description'>> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: ANSWER_WITHIN_MS });
    const hello = await client.db('admin').command({ hello: 1 });
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    if (!hello.setName) {
      throw new NoDatabase(
        `${redacted(uri)} is no replica set, so it has no change streams: start mongod with --replSet and run rs.initiate()`,
      );
    }
    const members = hello.hosts?.length ?? 1;
    const plural = members === 1 ? 'one member' : `${members} members`;
    return {
      uri,
      version,
      members,
      description: `MongoDB ${version}, replica set ${hello.setName} of ${plural}`,
    };
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
