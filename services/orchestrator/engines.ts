/**
 * Which engine sees orders to their end, as the command line or the environment says. What Temporal's needs is large
 * and installed by itself, so nothing of it is loaded, nor looked at by the types of this project, unless it is asked for.
 */
import { type Command, Option } from 'commander';
import type { MakeEngine } from './order-engine.ts';

export interface TemporalSettings {
  /** `host:port` of the cluster's front end. */
  address: string;
  namespace: string;
  /** Where orchestrators leave work, and workers find it. */
  taskQueue: string;
  /** Base URL of its web UI, for links; undefined: there is none. */
  uiUrl?: string;
}

/** What `temporal/engine.ts` has. */
export interface TemporalModule {
  temporalEngine(settings: TemporalSettings): MakeEngine;
}

const TEMPORAL = new URL('./temporal/engine.ts', import.meta.url);

export const engineOption = (): Option =>
  new Option('--engine <name>', 'what sees orders to their end: this process, or a Temporal cluster')
    .choices(['saga', 'temporal'])
    .default('saga')
    .env('ENGINE');

/** Where the cluster is: for the orchestrator that starts workflows there, and for the worker that runs them. */
export function withTemporalOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--temporal <address>', 'the Temporal cluster')
        .default('127.0.0.1:7233')
        .env('TEMPORAL_ADDRESS'),
    )
    .addOption(new Option('--namespace <name>', 'of it').default('default').env('TEMPORAL_NAMESPACE'))
    .addOption(
      new Option('--task-queue <name>', 'where workers find orders').default('orders').env('TASK_QUEUE'),
    )
    .addOption(new Option('--temporal-ui <url>', 'its web UI, to link orders to it').env('TEMPORAL_UI'));
}

export function temporalSettings(command: Command): TemporalSettings {
  const { temporal: address, namespace, taskQueue, temporalUi: uiUrl } = command.opts();
  return { address, namespace, taskQueue, uiUrl };
}

/** Undefined: the orchestrator's own. Throws with one line when it is not installed. */
export async function chosenEngine(command: Command): Promise<MakeEngine | undefined> {
  if (command.opts().engine === 'saga') return undefined;
  try {
    const { temporalEngine } = (await import(TEMPORAL.href)) as TemporalModule;
    return temporalEngine(temporalSettings(command));
  } catch (error) {
    throw isNotInstalled(error) ? new Error(NOT_INSTALLED) : error;
  }
}

export const NOT_INSTALLED =
  'the packages of the engine temporal are not installed: npm ci --prefix services/orchestrator/temporal';

export const isNotInstalled = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
  /'@temporalio\//.test((error as Error).message);
