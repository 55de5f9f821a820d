// Loads what a child is to load before its script, and does so in its main thread alone: its threads are given the same
// flags, have no parent to be watched by, and on Node 20 read no TypeScript.
import { isMainThread } from 'node:worker_threads';

const PRELOADS = 'GROUNDHOG_PRELOADS';

if (isMainThread) {
  const preloads = JSON.parse(process.env[PRELOADS]);
  delete process.env[PRELOADS];
  for (const href of preloads) await import(href);
}
