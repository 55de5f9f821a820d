/** Kinds of fault by what they come to, for what planted bugs say of their cause. */

/** A process ends, by itself or because it is asked to. */
export const ENDS = ['crash', 'graceful-restart', 'rolling-deploy', 'power-cut', 'watchdog'] as const;

/** What is sent comes late, or is sent again. */
export const DELAYS = [
  'latency',
  'loss',
  'partition',
  'one-way-partition',
  'pause',
  'stray-requests',
] as const;

/** A request or its answer does not arrive, or not in time. */
export const LOSES = [...DELAYS, ...ENDS, 'reset', 'reset-reply'] as const;

/** The database cannot be reached, is slow, or does not do what it is asked. */
export const DATABASE_AWAY = [
  ...['db-crash', 'step-down', 'isolate-member', 'isolate-primary', 'lag', 'slow-disk'],
  ...['lost-write-reply', 'kill-cursors', 'write-conflict', 'power-cut'],
] as const;

/** Its members disagree, and what not all of them had is taken back. */
export const ROLLS_BACK = [
  ...['db-crash', 'step-down', 'isolate-member', 'isolate-primary', 'lag', 'slow-disk', 'power-cut'],
  ...DELAYS,
] as const;
