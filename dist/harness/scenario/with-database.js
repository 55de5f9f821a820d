/**
 * The connection string of a database: as `mongoUri` is given to an instance, with the name of the database that code
 * takes from it, and with options such as `{ w: 'majority' }`. What it has already stays, unless it is named again.
 */
export function withDatabase(mongoUri, database, options = {}) {
    const [, hosts, query = ''] = /^(\w[\w+]*:\/\/[^/?]+)(?:\/[^?]*)?(?:\?(.*))?$/.exec(mongoUri) ?? [];
    if (hosts === undefined)
        throw new Error(`'${mongoUri}' is no connection string of a database`);
    const all = new URLSearchParams(query);
    for (const [name, value] of Object.entries(options))
        all.set(name, value);
    const text = all.toString();
    return `${hosts}/${encodeURIComponent(database)}${text === '' ? '' : `?${text}`}`;
}
