/**
 * The made-up machine: the same for every host but for its name and address, whatever it really runs on.
 *
 * Node is the oldest that Groundhog runs on, so that code which chooses by its version chooses what works on all.
 */
export declare const NODE = "20.19.0";
export declare const PLATFORM = "linux";
export declare const ARCH = "x64";
export declare const CORES = 2;
export declare const MEMORY_BYTES: number;
export declare const FREE_BYTES: number;
export declare const RESIDENT_BYTES: number;
export declare const HEAP: {
    totalBytes: number;
    usedBytes: number;
    limitBytes: number;
};
export declare const USER: {
    username: string;
    uid: number;
    gid: number;
    shell: string;
    homedir: string;
};
export declare const CWD = "/srv/app";
export declare const TEMP = "/tmp";
export declare const EXEC_PATH = "/usr/local/bin/node";
export declare const LOCALE = "en-US";
export declare const ZONE = "UTC";
export declare const VERSIONS: Readonly<{
    node: "20.19.0";
    acorn: "8.14.0";
    ada: "2.9.2";
    ares: "1.34.5";
    brotli: "1.1.0";
    cldr: "46.0";
    icu: "76.1";
    llhttp: "8.1.2";
    modules: "115";
    napi: "9";
    nghttp2: "1.61.0";
    openssl: "3.0.15+quic";
    tz: "2025a";
    undici: "6.21.1";
    unicode: "16.0";
    uv: "1.46.0";
    v8: "11.3.244.8-node.26";
    zlib: "1.3.0.1-motley";
}>;
