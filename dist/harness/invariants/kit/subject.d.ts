/** What a change of a document is about, unless the scenario has a name for it. */
export declare const documentSubject: (coll: string, id: unknown) => string;
