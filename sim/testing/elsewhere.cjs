// Preloaded into a process, makes it believe that it runs on another machine.
const os = require('node:os');
const v8 = require('node:v8');

const cpu = { model: 'Elsewhere 9000', speed: 9, times: { user: 9, nice: 9, sys: 9, idle: 9, irq: 9 } };
Object.assign(os, {
  availableParallelism: () => 96,
  cpus: () => Array(96).fill(cpu),
  freemem: () => 9,
  homedir: () => '/Users/elsewhere',
  hostname: () => 'elsewhere.local',
  loadavg: () => [9, 9, 9],
  machine: () => 'riscv64',
  networkInterfaces: () => ({}),
  release: () => '99.9.9-elsewhere',
  totalmem: () => 99,
  type: () => 'Elsewhere',
  uptime: () => 9,
  version: () => 'Elsewhere Kernel Version 99',
});
v8.getHeapStatistics = () => ({});
const version = `${process.version}-elsewhere`;
Object.defineProperty(process, 'version', { value: version, configurable: true, enumerable: true });
Object.defineProperty(process, 'release', {
  value: { name: 'elsewhere' },
  configurable: true,
  enumerable: true,
});
process.title = 'elsewhere';
