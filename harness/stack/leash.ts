/** Loaded before everything else in a child: when the parent is gone, so is the child; and it tells of what ends it. */
const GRACE_MS = 3000;

process.on('disconnect', () => {
  // A service closes by itself on this; whatever it does, it ends soon.
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  if (process.listenerCount('disconnect') === 1) process.exit(1);
});
// Being on the leash alone must not keep a child alive that has ended its work.
process.channel?.unref();

process.on('uncaughtExceptionMonitor', (error: unknown) => {
  const uncaught = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (process.connected) process.send!({ uncaught });
});
