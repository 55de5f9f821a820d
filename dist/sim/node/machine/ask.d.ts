/**
 * Who asks: every question about machine, process or place goes through here.
 *
 * Code in a host is answered for its host, and so is code that loads, before there is any host, for a machine of no
 * name: what a library keeps at import is then the same everywhere. All other code gets Node's own answer.
 */
import type { Host } from '../../world/host.ts';
import { type Life } from './life.ts';
/** All that is answered or forbidden, by owner. */
export declare const known: Map<object, Set<string>>;
/** From here on, until the function returned is called, code outside of hosts is answered as well. */
export declare function beginLoading(): () => void;
/** Undefined for code that is answered by Node itself. */
export declare function asker(): Life | undefined;
/** Functions of `owner`, as far as this Node has them, with what they answer. */
export declare function answerCalls(owner: object, answers: Record<string, (life: Life, ...args: never[]) => unknown>): void;
/** As `answerCalls`, of methods that have to know whose they are. */
export declare function answerMethods(prototype: object, answers: Record<string, (life: Life, self: never, ...args: never[]) => unknown>): void;
export interface Property {
    get(life: Life): unknown;
    /** Without it, what is set is forgotten, as Node does with what cannot be written. */
    set?(life: Life, value: never): void;
}
/** Properties of `owner`, as far as this Node has them. */
export declare function answerReads(owner: object, answers: Record<string, Property | ((life: Life) => unknown)>): void;
/** What is forbidden, by what it is asked of, such as `child_process`. */
export declare const refused: Map<string, Set<string>>;
export declare function refuse(ownerName: string, name: string): void;
/** What a host must not do or ask, since nothing made up could answer it: the run ends, with who did it and what. */
export declare function forbid(owner: object, ownerName: string, names: readonly string[]): void;
/** Ends the run; but what is left of a dead process only fails to reach it. */
export declare function escaped(host: Host | null, what: string): never;
