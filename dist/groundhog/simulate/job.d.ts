/** What a test file and the process that simulates for it say to each other. */
/** One history: of a seed, or of a saved plan, by its file. */
export type Job = {
    seed: number;
} | {
    plan: string;
};
export interface Setup {
    /** The file that exports the scenario, and the name it must have. */
    file: string;
    name: string;
    size?: number | undefined;
    workers?: number | undefined;
    seedTimeoutMs: number;
}
export interface Failure {
    seed: number;
    /** What `sim` says of it, with the command that shows it again. */
    told: string;
}
export interface Asked {
    id: number;
    jobs: readonly Job[];
}
export interface Answered {
    id: number;
    failures: Failure[];
    /** Why it could not be run at all, in a line for a person. */
    error?: string;
}
