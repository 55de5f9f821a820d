/** A feature of MongoDB as its users know it, and what shows that it is there. */
import type { Doc } from '../bson/values.ts';
import type { ServerVersion } from '../version.ts';

export interface Feature {
  /** As the table in `docs/mongodb.md` has it. */
  name: string;
  /** The release that has it first: 4.4 when absent. `never`: the model refuses it, as it says in `differs`. */
  since?: ServerVersion | 'never';
  /** With which code it is refused where it is not there; absent: nobody is told that it is not. */
  refused?: number;
  /** How the model is other than a real server of the same version, if it is. */
  differs?: string;
  /** Commands to a new database, in their order; the answer to the last shows it. */
  asks: readonly Doc[];
  /** Of the last answer: its fields, or the documents of its first batch. */
  gives: Doc | readonly Doc[];
  /** The database that is asked; a new one when absent. */
  db?: 'admin';
}
