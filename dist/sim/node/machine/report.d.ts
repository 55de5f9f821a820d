export declare const report: {
    compact: boolean;
    directory: string;
    excludeEnv: boolean;
    excludeNetwork: boolean;
    filename: string;
    reportOnFatalError: boolean;
    reportOnSignal: boolean;
    reportOnUncaughtException: boolean;
    signal: string;
    getReport: () => {
        header: {
            arch: string;
            componentVersions: Readonly<{
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
            cwd: string;
            glibcVersionCompiler: string;
            glibcVersionRuntime: string;
            nodejsVersion: string;
            osName: string;
            platform: string;
            wordSize: number;
        };
        sharedObjects: never[];
    };
    writeReport: () => void;
};
