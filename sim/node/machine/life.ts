/** What one process of a host has to itself, and loses when it dies: its environment, title and the like. */
import type { PerformanceEntry } from 'node:perf_hooks';
import type { Host } from '../../world/host.ts';
import { ofLife } from '../../world/of-life.ts';
import { CWD, EXEC_PATH, LOCALE, TEMP, USER, ZONE } from './facts.ts';
import type { Observers } from './observers.ts';

export class Life {
  /** Null while code loads that is not yet of any host. */
  readonly host: Host | null;
  readonly name: string;
  readonly pid: number;
  readonly env: Record<string, string>;
  argv = [EXEC_PATH, `${CWD}/main.js`];
  execArgv: string[] = [];
  title = 'node';
  umask = 0o022;
  priority = 0;
  debugPort = 9229;
  /** Marks and measures of `performance`. */
  timeline: PerformanceEntry[] = [];
  readonly observers: Observers = new Map();

  constructor(host: Host | null) {
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
  get machineUs(): number {
    return this.host ? this.host.world.nowUs - this.host.world.startUs : 0;
  }

  get processUs(): number {
    return this.host ? this.host.world.nowUs - this.host.startedUs : 0;
  }
}

export const nobody = new Life(null);

export const lifeOf = ofLife((host) => new Life(host));
