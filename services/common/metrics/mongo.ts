/** What the driver does for a service: commands by name, and the connections of its pool. */
import type { MongoClient } from 'mongodb';
import type { Metrics } from './metrics.ts';

/** Of commands only where the client was made with `monitorCommands`. */
export function watchMongo(client: MongoClient, metrics: Metrics): void {
  const took = metrics.seconds('mongodb_command_duration_seconds', 'From a command to its reply', [
    'command',
    'outcome',
  ]);
  client
    .on('commandSucceeded', ({ commandName, duration }) =>
      took.observe({ command: commandName, outcome: 'succeeded' }, duration / 1000),
    )
    .on('commandFailed', ({ commandName, duration }) =>
      took.observe({ command: commandName, outcome: 'failed' }, duration / 1000),
    );

  const connections = metrics.gauge('mongodb_pool_connections', 'Connections to the database', ['state']);
  connections.set({ state: 'open' }, 0);
  connections.set({ state: 'in_use' }, 0);
  const waited = metrics.seconds('mongodb_pool_wait_seconds', 'From asking for a connection to having one');
  const failed = metrics.counter('mongodb_pool_wait_failures_total', 'Times that nobody got a connection', [
    'reason',
  ]);
  client
    .on('connectionCreated', () => connections.inc({ state: 'open' }))
    .on('connectionClosed', () => connections.dec({ state: 'open' }))
    .on('connectionCheckedOut', ({ durationMS }) => {
      connections.inc({ state: 'in_use' });
      waited.observe(durationMS / 1000);
    })
    .on('connectionCheckedIn', () => connections.dec({ state: 'in_use' }))
    .on('connectionCheckOutFailed', ({ reason }) => failed.inc({ reason }));
}
