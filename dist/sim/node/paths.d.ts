/** An optional dependency that is missing is found out by an error that lists who asked for it. */
export declare function installPaths(): void;
/**
 * Until the function returned is called, an error's stack is its name and message, even where a library asks for more:
 * frames tell of files and of Node's own lines, and they cost much in a storm of errors.
 */
export declare function hideStacks(): () => void;
