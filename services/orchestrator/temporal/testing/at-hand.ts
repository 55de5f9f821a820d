/** What of Temporal is here: tests that need more are skipped, with a line. */
import { existsSync } from 'node:fs';
import { cliAtHand } from '../cli-binary.ts';

export const hasPackages = existsSync(new URL('../node_modules/@temporalio/worker', import.meta.url));
export const hasServer = hasPackages && cliAtHand() !== undefined;

export const NO_PACKAGES =
  'skipped: the packages of services/orchestrator/temporal are not installed, so its engine is not tried';
export const NO_SERVER = `skipped: no Temporal server (TEMPORAL_CLI, or temporal on the path), so its engine is not tried on one`;
