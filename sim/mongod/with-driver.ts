/** For tests of what takes long: a member and the official driver in a world of their own, where minutes are nothing. */
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { tameLibraries } from '../node/libraries.ts';
import { startAlone } from './alone.ts';
import type { Member, MemberOptions } from './index.ts';
import { inWorld } from './replset/in-world.ts';

tameLibraries();

const HOURS_MS = 4 * 3600_000;

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Around {
  client: MongoClient;
  member: Member;
}

interface Options {
  member?: Partial<MemberOptions>;
  client?: MongoClientOptions;
}

export function withDriver(
  play: (around: Around) => Promise<void>,
  { member: more, client: options }: Options = {},
): () => Promise<void> {
  return inWorld(async () => {
    const member = await startAlone(more);
    const client = new MongoClient(member.uri, options);
    try {
      await play({ client, member });
    } finally {
      await client.close();
      await member.close();
    }
  }, HOURS_MS);
}
