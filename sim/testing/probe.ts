/** Asks all there is to ask about machine, process and place; to be called as code of a host. */
import os from 'node:os';
import perfHooks, { performance } from 'node:perf_hooks';
import process, { env, pid, platform, version } from 'node:process';
import v8 from 'node:v8';

type AnyFunction = () => unknown;
const day = new Date(Date.UTC(2024, 2, 31, 1, 30));
const many = [1234567.891, 12345678901234567890n, day];

/** What every function of `os` and each of these members says. */
const PROCESS = `arch argv availableMemory config constrainedMemory cpuUsage cwd debugPort execArgv execPath
  getActiveResourcesInfo getegid geteuid getgid getgroups getuid hrtime memoryUsage moduleLoadList pid platform ppid release
  resourceUsage sourceMapsEnabled title umask uptime version versions`.split(/\s+/);

function ask(owner: object, names: readonly string[]): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  for (const name of names) {
    const member = (owner as Record<string, unknown>)[name];
    told[name] = typeof member === 'function' ? (member as AnyFunction).call(owner) : member;
  }
  return told;
}

export function probe(): Record<string, unknown> {
  const calls = Object.keys(os).filter((name) => typeof os[name as keyof typeof os] === 'function');
  process.env.MINE = 'set';
  performance.mark('begun');
  return {
    os: ask(
      os,
      calls.filter((name) => name !== 'setPriority'),
    ),
    process: ask(process, PROCESS),
    features: Object.entries(process.features).filter(([, has]) => has),
    named: { env: { ...env }, pid, platform, version },
    env: { ...process.env },
    isTerminal: [process.stdout.isTTY, process.stderr.isTTY, process.stdin.isTTY],
    forked: process.send,
    rss: process.memoryUsage.rss(),
    report: process.report.getReport(),
    performance: performance.toJSON(),
    measured: performance.measure('since', 'begun'),
    timeline: performance.getEntries(),
    now: performance.now(),
    loop: [performance.eventLoopUtilization(), perfHooks.monitorEventLoopDelay().max],
    heap: [v8.getHeapStatistics(), v8.getHeapSpaceStatistics(), v8.getHeapCodeStatistics()],
    event: new Event('x').timeStamp,
    zone: [
      day.toString(),
      day.getHours(),
      day.getTimezoneOffset(),
      new Date('2024-07-01T00:00').toISOString(),
    ],
    parsed: [Date.parse('Jul 1 2024'), new Date(2024, 6, 1).getTime(), Date().slice(0, 33)],
    options: [
      new Intl.DateTimeFormat().resolvedOptions(),
      new Intl.NumberFormat().resolvedOptions().locale,
      new Intl.Collator().resolvedOptions().locale,
      new Intl.PluralRules().resolvedOptions().locale,
      new Intl.Segmenter().resolvedOptions().locale,
    ],
    today: [new Intl.DateTimeFormat().format(), new Intl.DateTimeFormat().formatToParts()],
    words: [...many.map((one) => one.toLocaleString()), many.toLocaleString()],
    days: [day.toLocaleDateString(), day.toLocaleTimeString('de')],
    ago: new Intl.RelativeTimeFormat().format(-1, 'day'),
    list: new Intl.ListFormat().format(['a', 'b']),
    order: ['z', 'ä', 'a', 'Z', 'i', 'ı'].sort((a, b) => a.localeCompare(b)),
    cases: ['I'.toLocaleLowerCase(), 'i'.toLocaleUpperCase()],
    stack: new Error('no').stack,
  };
}
