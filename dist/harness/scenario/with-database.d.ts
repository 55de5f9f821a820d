/**
 * The connection string of a database: as `mongoUri` is given to an instance, with the name of the database that code
 * takes from it, and with options such as `{ w: 'majority' }`. What it has already stays, unless it is named again.
 */
export declare function withDatabase(mongoUri: string, database: string, options?: Readonly<Record<string, string>>): string;
