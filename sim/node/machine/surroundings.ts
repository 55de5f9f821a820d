/** What else tells of the real machine: its name servers, the room on its disk, who debugs it. */
import dns from 'node:dns';
import fs from 'node:fs';
import inspector from 'node:inspector';
import { answerCalls, forbid } from './ask.ts';

const SERVERS = ['10.0.255.254'];

export function installSurroundings(): void {
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
    answerCalls(owner, { getServers: () => [...SERVERS] });
  answerCalls(inspector, { url: () => undefined });
  forbid(fs, 'fs', ['statfs', 'statfsSync']);
  forbid(fs.promises, 'fs.promises', ['statfs']);
  // Its name is drawn at random, by means that nothing can replace.
  forbid(URL, 'URL', ['createObjectURL']);
}
