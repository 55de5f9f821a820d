import type { Member } from '../member.ts';
export declare class Server {
    private readonly member;
    private readonly sockets;
    private readonly server;
    private nextConnection;
    private nextRequest;
    constructor(member: Member);
    /** Resolves with the port once connections are taken. */
    listen(host: string, port: number): Promise<number>;
    close(): Promise<void>;
    private accept;
    private answer;
}
