/** What stands for an image on this machine: the folder that was built, a program that Debian has, or the model. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { TSX } from '../../harness/called.ts';
import type { Image } from './dockerfile.ts';
import { repositoryOf, root, type Service } from './file.ts';

/** What stands for the service's image here. */
export interface Here {
  /** Stands for `/`. */
  folder: string;
  workdir: string;
  /** What runs the command. */
  entrypoint: string[];
  /** Where the file says no command. */
  cmd: string[];
  /** In place of entrypoint and command, where what the image has is not to be had. */
  standIn?: string[];
  /** In place of the health check of the file, likewise. */
  standInCheck?: string[];
  env: Record<string, string>;
  user: string;
  /** Programs of the image that have another name here. */
  programs: Record<string, string>;
}

export interface Machine {
  /** Where there is room for each service's files. */
  folder: string;
  /** What this project builds. */
  image: Image;
  /** Folder of the Node of that image. */
  nodeFolder: string;
  /** Of loopback, where the model of the database is to listen. */
  mongoPort: number;
  /** And Temporal's server, which finds its own parts at the first address of loopback only. */
  temporalPorts: { front: number; ui: number };
}

const MODEL = path.join(root, 'sim/mongod/cli.ts');

const isThere = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;

/** Where there is nothing to stand for it: why. */
export function hereOf(name: string, service: Service, machine: Machine): Here | { missing: string } {
  const { image, nodeFolder, mongoPort, temporalPorts } = machine;
  if (service.image.startsWith('groundhog-shop:'))
    return {
      ...image,
      env: { PATH: `${nodeFolder}:${process.env.PATH}`, ...image.env },
      programs: {},
    };
  const folder = path.join(machine.folder, name);
  mkdirSync(folder);
  const here: Here = {
    ...{ folder, workdir: '/', entrypoint: [], cmd: [], user: '', programs: {} },
    env: { PATH: process.env.PATH! },
  };
  const repository = repositoryOf(service.image);
  switch (repository) {
    case 'mongo': {
      const { MONGOSH = 'mongosh' } = process.env;
      const replSet = service.command![service.command!.indexOf('--replSet') + 1]!;
      const flags = ['--port', String(mongoPort), '--repl-set', replSet];
      const standIn = [process.execPath, '--import', TSX, MODEL, ...flags];
      if (isThere(MONGOSH, '--version')) return { ...here, standIn, programs: { mongosh: MONGOSH } };
      console.log('skipped: no mongosh, so the health check of the database is not tried');
      return { ...here, standIn, standInCheck: ['bash', '-c', `</dev/tcp/127.0.0.1/${mongoPort}`] };
    }
    case 'caddy':
      return isThere('caddy', 'version')
        ? here
        : { missing: 'no Caddy, so nobody stands in front of the shop' };
    case 'prom/prometheus':
      return isThere('prometheus', '--version')
        ? { ...here, entrypoint: ['prometheus'] }
        : { missing: 'no Prometheus, so it is not tried as the stack has it' };
    case 'temporalio/temporal': {
      const { TEMPORAL_CLI: temporal = 'temporal' } = process.env;
      const flags = service.command!.map((flag) =>
        flag.startsWith('--ui-port=') ? `--ui-port=${temporalPorts.ui}` : flag,
      );
      const standIn = ['temporal', ...flags, `--port=${temporalPorts.front}`];
      return isThere(temporal, '--version')
        ? { ...here, standIn, programs: { temporal } }
        : { missing: 'no Temporal CLI, so its server is not tried as the stack has it' };
    }
    default:
      return { missing: `${repository} is not to be had here, so it is not tried` };
  }
}
