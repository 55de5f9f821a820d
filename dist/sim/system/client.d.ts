import type { Answer } from '../../harness/invariants/index.ts';
import type { PlannedRequest } from '../../harness/scenario/request.ts';
export interface ClientOptions {
    name: string;
    requests: readonly PlannedRequest[];
    /** Base URLs of all instances of a service. */
    urls(service: string): readonly string[];
    /** Milliseconds of the run, by the world's clock and not by the client's own. */
    nowMs(): number;
    onAnswer(answer: Answer): void;
    /** Once nothing it sent or promised itself to follow is open any more. */
    onDone(): void;
}
export declare function runClient(options: ClientOptions): void;
