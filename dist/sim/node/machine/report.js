/** `process.report`, by which packages with native parts find out which C library there is. */
import { runtime } from '../../world/runtime.js';
import { escaped } from './ask.js';
import { ARCH, CWD, NODE, PLATFORM, VERSIONS } from './facts.js';
export const report = {
    compact: false,
    directory: '',
    excludeEnv: false,
    excludeNetwork: false,
    filename: '',
    reportOnFatalError: false,
    reportOnSignal: false,
    reportOnUncaughtException: false,
    signal: 'SIGUSR2',
    getReport: () => ({
        header: {
            arch: ARCH,
            componentVersions: VERSIONS,
            cwd: CWD,
            glibcVersionCompiler: '2.28',
            glibcVersionRuntime: '2.36',
            nodejsVersion: `v${NODE}`,
            osName: 'Linux',
            platform: PLATFORM,
            wordSize: 64,
        },
        sharedObjects: [],
    }),
    writeReport: () => {
        if (runtime.host)
            escaped(runtime.host, 'process.report.writeReport');
    },
};
