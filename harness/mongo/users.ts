/** Users of a database, as a scenario names them. */
import { MongoClient } from 'mongodb';

export interface DatabaseUser {
  user: string;
  password: string;
  /** Where the user is kept, which a client names as its `authSource`; `admin` unless given. */
  db?: string;
  /** A name alone is a role of the user's own database. */
  roles: readonly (string | { role: string; db: string })[];
}

/** The URI, which has options already, by which that user comes; as it is where there is none. */
export function uriAs(uri: string, who: DatabaseUser | undefined): string {
  if (!who) return uri;
  const { user, password, db = 'admin' } = who;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `${uri.replace('//', `//${login}@`)}&authSource=${encodeURIComponent(db)}`;
}

/** Makes users on a server into which everybody gets: they are who they say, and others are let be. */
export async function makeUsers(uri: string, users: readonly DatabaseUser[]): Promise<void> {
  const client = new MongoClient(uri);
  try {
    for (const { user, password, db = 'admin', roles } of users)
      await client.db(db).command({ createUser: user, pwd: password, roles });
  } finally {
    await client.close();
  }
}
