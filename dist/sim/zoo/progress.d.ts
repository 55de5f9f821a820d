import type { Found } from './survey.ts';
export declare class Progress {
    #private;
    constructor(hunts: number);
    seed(): void;
    hunt(name: string): void;
    bug({ bug, hunts }: Found): void;
    say(line: string): void;
    clear(): void;
}
