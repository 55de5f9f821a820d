/** `process`: what it tells of itself, of Node and of its owner. What it does to the real one is an escape. */
import { answerCalls, answerReads, escaped, forbid } from './ask.js';
import { ARCH, CWD, EXEC_PATH, FREE_BYTES, HEAP, MEMORY_BYTES, NODE, PLATFORM, RESIDENT_BYTES, USER, VERSIONS, } from './facts.js';
import { report } from './report.js';
/** No time passes while code runs: a process is said to have worked a twentieth of its life. */
function cpuOf({ processUs }) {
    return { user: Math.floor(processUs / 25), system: Math.floor(processUs / 100) };
}
function cpuUsage(life, since = { user: 0, system: 0 }) {
    const { user, system } = cpuOf(life);
    return { user: user - since.user, system: system - since.system };
}
const memoryUsage = () => ({
    rss: RESIDENT_BYTES,
    heapTotal: HEAP.totalBytes,
    heapUsed: HEAP.usedBytes,
    external: 4 * 2 ** 20,
    arrayBuffers: 2 ** 20,
});
const FEATURES = new Set([
    'inspector',
    'uv',
    'ipv6',
    'tls_alpn',
    'tls_sni',
    'tls_ocsp',
    'tls',
]);
const ENVIRONMENT_FLAGS = new Set();
const CONFIG = Object.freeze({ target_defaults: Object.freeze({}), variables: Object.freeze({}) });
const RELEASE = Object.freeze({
    name: 'node',
    lts: 'Iron',
    sourceUrl: `https://nodejs.org/download/release/v${NODE}/node-v${NODE}.tar.gz`,
    headersUrl: `https://nodejs.org/download/release/v${NODE}/node-v${NODE}-headers.tar.gz`,
});
export function installProcess() {
    answerReads(process, {
        version: () => `v${NODE}`,
        versions: () => VERSIONS,
        release: () => RELEASE,
        config: () => CONFIG,
        arch: () => ARCH,
        platform: () => PLATFORM,
        pid: ({ pid }) => pid,
        ppid: () => 1,
        execPath: () => EXEC_PATH,
        argv: keptAs('argv'),
        execArgv: keptAs('execArgv'),
        title: keptAs('title'),
        debugPort: keptAs('debugPort'),
        report: () => report,
        allowedNodeEnvironmentFlags: () => ENVIRONMENT_FLAGS,
        moduleLoadList: () => [],
        _preload_modules: () => [],
        sourceMapsEnabled: () => false,
        // What it is asked to run would run when the real process ends.
        finalization: ({ host }) => (host ? escaped(host, 'process.finalization') : undefined),
        // Of a process that another Node forked. (`connected` is asked by Node itself, of whoever sends.)
        send: () => undefined,
        disconnect: () => undefined,
    });
    answerReads(process.features, Object.fromEntries(Object.keys(process.features).map((name) => [name, () => FEATURES.has(name)])));
    // A property of the function it hangs on, which is about to be replaced.
    answerCalls(process.memoryUsage, { rss: () => RESIDENT_BYTES });
    answerCalls(process, {
        cwd: () => CWD,
        memoryUsage,
        cpuUsage,
        threadCpuUsage: cpuUsage,
        resourceUsage: (life) => {
            const { user, system } = cpuOf(life);
            return { ...NO_RESOURCES, userCPUTime: user, systemCPUTime: system };
        },
        constrainedMemory: () => MEMORY_BYTES,
        availableMemory: () => FREE_BYTES,
        getActiveResourcesInfo: () => [],
        _getActiveHandles: () => [],
        _getActiveRequests: () => [],
        getuid: () => USER.uid,
        geteuid: () => USER.uid,
        getgid: () => USER.gid,
        getegid: () => USER.gid,
        getgroups: () => [USER.gid],
        umask: (life, mask) => {
            const before = life.umask;
            if (mask !== undefined)
                life.umask = (typeof mask === 'string' ? Number.parseInt(mask, 8) : mask) & 0o777;
            return before;
        },
        setSourceMapsEnabled: () => undefined,
        hasUncaughtExceptionCaptureCallback: () => false,
    });
    forbid(process, 'process', DOES_SOMETHING_REAL);
}
function keptAs(key) {
    return {
        get: (life) => life[key],
        set: (life, value) => {
            life[key] = value;
        },
    };
}
const DOES_SOMETHING_REAL = [
    'abort',
    'addUncaughtExceptionCaptureCallback',
    'binding',
    'chdir',
    'dlopen',
    'execve',
    'exit',
    'initgroups',
    'kill',
    'loadEnvFile',
    'reallyExit',
    'setUncaughtExceptionCaptureCallback',
    'setegid',
    'seteuid',
    'setgid',
    'setgroups',
    'setuid',
    '_debugEnd',
    '_debugProcess',
    '_kill',
    '_linkedBinding',
    '_startProfilerIdleNotifier',
    '_stopProfilerIdleNotifier',
];
const NO_RESOURCES = {
    userCPUTime: 0,
    systemCPUTime: 0,
    maxRSS: RESIDENT_BYTES / 1024,
    sharedMemorySize: 0,
    unsharedDataSize: 0,
    unsharedStackSize: 0,
    minorPageFault: 0,
    majorPageFault: 0,
    swappedOut: 0,
    fsRead: 0,
    fsWrite: 0,
    ipcSent: 0,
    ipcReceived: 0,
    signalsCount: 0,
    voluntaryContextSwitches: 0,
    involuntaryContextSwitches: 0,
};
