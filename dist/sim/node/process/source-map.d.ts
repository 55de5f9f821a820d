import type { ModuleSource } from './source.ts';
export declare class StackMapper {
    #private;
    add(source: ModuleSource): void;
    /** The text with every place in a file that was translated put right. */
    map(text: string): string;
}
