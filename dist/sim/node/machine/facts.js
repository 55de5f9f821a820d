/**
 * The made-up machine: the same for every host but for its name and address, whatever it really runs on.
 *
 * Node is the oldest that Groundhog runs on, so that code which chooses by its version chooses what works on all.
 */
export const NODE = '20.19.0';
export const PLATFORM = 'linux';
export const ARCH = 'x64';
export const CORES = 2;
export const MEMORY_BYTES = 4 * 2 ** 30;
export const FREE_BYTES = 2 * 2 ** 30;
export const RESIDENT_BYTES = 96 * 2 ** 20;
export const HEAP = { totalBytes: 48 * 2 ** 20, usedBytes: 32 * 2 ** 20, limitBytes: 2 * 2 ** 30 };
export const USER = { username: 'node', uid: 1000, gid: 1000, shell: '/bin/sh', homedir: '/home/node' };
export const CWD = '/srv/app';
export const TEMP = '/tmp';
export const EXEC_PATH = '/usr/local/bin/node';
export const LOCALE = 'en-US';
export const ZONE = 'UTC';
export const VERSIONS = Object.freeze({
    node: NODE,
    acorn: '8.14.0',
    ada: '2.9.2',
    ares: '1.34.5',
    brotli: '1.1.0',
    cldr: '46.0',
    icu: '76.1',
    llhttp: '8.1.2',
    modules: '115',
    napi: '9',
    nghttp2: '1.61.0',
    openssl: '3.0.15+quic',
    tz: '2025a',
    undici: '6.21.1',
    unicode: '16.0',
    uv: '1.46.0',
    v8: '11.3.244.8-node.26',
    zlib: '1.3.0.1-motley',
});
