/** Whether this is the code of a package. */
export declare const isPackaged: boolean;
/** What Node is to load before it can read TypeScript; a user need not have it. */
export declare const TSX: string;
/** How Node is started for a file of ours. */
export declare const NODE_FLAGS: readonly string[];
/** A command as it is called: `npx groundhog sim`, or `npm run sim` here. */
export declare const commandName: (command: string) => string;
/** What a person types before the flags of a command: npm must be told that they are not its own. */
export declare const commandLine: (command: string) => string;
/** Where what is made goes when nobody says: in a project of somebody else's all of it into one folder. */
export declare const FOLDERS: {
    plans: string;
    results: string;
    reports: string;
};
