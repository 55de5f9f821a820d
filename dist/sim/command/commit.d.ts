/** The commit, marked and told apart where something was changed since. Null outside of a repository. */
export declare function commitHere(): string | null;
/** Short, and in words, for a person. */
export declare function inWords(commit: string): string;
