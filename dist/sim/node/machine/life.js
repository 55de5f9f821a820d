import { CWD, EXEC_PATH, LOCALE, TEMP, USER, ZONE } from './facts.js';
export class Life {
    /** Null while code loads that is not yet of any host. */
    host;
    name;
    pid;
    env;
    argv = [EXEC_PATH, `${CWD}/main.js`];
    execArgv = [];
    title = 'node';
    umask = 0o022;
    priority = 0;
    debugPort = 9229;
    /** Marks and measures of `performance`. */
    timeline = [];
    observers = new Map();
    constructor(host) {
        this.host = host;
        this.name = host?.name ?? 'localhost';
        this.pid = 1000 + (host?.index ?? 0);
        this.env = {
            HOME: USER.homedir,
            HOSTNAME: this.name,
            LANG: `${LOCALE.replace('-', '_')}.UTF-8`,
            NODE_ENV: 'production',
            PATH: '/usr/local/bin:/usr/bin:/bin',
            PWD: CWD,
            SHELL: USER.shell,
            TMPDIR: TEMP,
            TZ: ZONE,
            USER: USER.username,
        };
    }
    /** Since the world began, which is when its machines were switched on. */
    get machineUs() {
        return this.host ? this.host.world.nowUs - this.host.world.startUs : 0;
    }
    get processUs() {
        return this.host ? this.host.world.nowUs - this.host.startedUs : 0;
    }
}
export const nobody = new Life(null);
const lives = new WeakMap();
export function lifeOf(host) {
    const last = lives.get(host);
    if (last?.incarnation === host.incarnation)
        return last.life;
    const life = new Life(host);
    lives.set(host, { incarnation: host.incarnation, life });
    return life;
}
