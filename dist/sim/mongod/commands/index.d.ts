/**
 * All commands by name. One file per group: write, findandmodify, read, aggregate (with out), ddl, indexes,
 * transactions, hello, replset, diagnostics. dispatch.ts runs one: session, role, concerns, the command, labels, reply.
 */
import type { Doc } from '../bson/values.ts';
import type { Reply, Request } from './request.ts';
export interface Command {
    /** write: needs the primary, and may wait for a write concern. read: may run on a secondary if the client says so. */
    kind: 'write' | 'read' | 'any';
    run(req: Request): Reply | Promise<Reply>;
}
/** Throws CommandNotFound. */
export declare function commandOf(name: string, cmd: Doc): Command;
