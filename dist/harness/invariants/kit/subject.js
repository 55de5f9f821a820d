/** What a change of a document is about, unless the scenario has a name for it. */
export const documentSubject = (coll, id) => `${coll} ${String(id)}`;
