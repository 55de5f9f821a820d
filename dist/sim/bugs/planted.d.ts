/** From now on, `source` stands in the file, which is named by its absolute path. */
export declare const replaceSource: (file: string, source: string) => void;
export declare const sourceText: (file: string) => string;
