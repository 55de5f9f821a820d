import { type Doc } from '../bson/values.ts';
import type { Member } from '../member.ts';
import { type Connection } from './request.ts';
/** The reply as BSON; undefined when the connection is to be cut instead. */
export declare function dispatch(member: Member, cmd: Doc, connection: Connection): Promise<Buffer | undefined>;
