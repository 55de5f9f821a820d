/** `node:os`: every function. Its constants are tables of the kernel it is built for, and cannot be replaced. */
import os from 'node:os';
import { answerCalls } from './ask.js';
import { ARCH, CORES, FREE_BYTES, MEMORY_BYTES, PLATFORM, TEMP, USER } from './facts.js';
const CPU = { model: 'made up', speed: 2000 };
/** Errors of `os` where a priority is out of range are Node's to give: only what is valid is kept. */
function priorityOf(args) {
    return args.at(-1) ?? 0;
}
export function installOs() {
    answerCalls(os, {
        arch: () => ARCH,
        availableParallelism: () => CORES,
        cpus: ({ machineUs }) => {
            const idle = Math.floor(machineUs / 1000);
            return Array.from({ length: CORES }, () => ({
                ...CPU,
                times: { user: 0, nice: 0, sys: 0, idle, irq: 0 },
            }));
        },
        endianness: () => 'LE',
        freemem: () => FREE_BYTES,
        getPriority: ({ priority }) => priority,
        homedir: () => USER.homedir,
        hostname: ({ name }) => name,
        loadavg: () => [0, 0, 0],
        machine: () => 'x86_64',
        networkInterfaces: ({ host }) => interfaces(host?.index ?? 0),
        platform: () => PLATFORM,
        release: () => '6.1.0',
        setPriority: (life, ...args) => {
            life.priority = priorityOf(args);
        },
        tmpdir: ({ env }) => (env.TMPDIR ?? TEMP).replace(/(?<=.)\/$/, ''),
        totalmem: () => MEMORY_BYTES,
        type: () => 'Linux',
        uptime: ({ machineUs }) => machineUs / 1e6,
        userInfo: (_life, options) => {
            if (options?.encoding !== 'buffer')
                return { ...USER };
            const [username, shell, homedir] = [USER.username, USER.shell, USER.homedir].map((s) => Buffer.from(s));
            return { ...USER, username, shell, homedir };
        },
        version: () => '#1 SMP',
    });
}
function interfaces(index) {
    const family = 'IPv4';
    const own = `10.0.${index >> 8}.${index & 255}`;
    const hex = (n) => n.toString(16).padStart(2, '0');
    return {
        lo: [
            {
                address: '127.0.0.1',
                netmask: '255.0.0.0',
                family,
                mac: '00:00:00:00:00:00',
                internal: true,
                cidr: '127.0.0.1/8',
            },
        ],
        eth0: [
            {
                address: own,
                netmask: '255.255.0.0',
                family,
                mac: `02:00:00:00:${hex(index >> 8)}:${hex(index & 255)}`,
                internal: false,
                cidr: `${own}/16`,
            },
        ],
    };
}
