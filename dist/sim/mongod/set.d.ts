/** All members of a replica set in one process, over real or virtual sockets. */
import { type Member, type MemberConfig, type MemberOptions } from './index.ts';
export interface MemberSet {
    /** Names every member. */
    uri: string;
    members: Member[];
    /** Resolves with the primary, once there is one. */
    primary(): Promise<Member>;
    close(): Promise<void>;
}
type SetMember = Omit<MemberOptions, 'members'> & Pick<MemberConfig, 'priority' | 'votes'>;
/** Resolves once all take connections. Rejects, with none left, when a port is taken. */
export declare function startSet(each: SetMember[]): Promise<MemberSet>;
export {};
