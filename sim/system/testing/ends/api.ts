/** A Fastify service that takes its time to answer, dies when it is told to, and closes when it is asked to end. */
import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';

const app = Fastify({ forceCloseConnections: process.env.FORCE === 'yes' ? true : 'idle' });
app.get('/', async () => {
  await pause(300);
  return { ok: true };
});
app.get('/throw', async () => {
  setTimeout(() => {
    throw new Error('nobody catches this');
  }, 10);
  return {};
});
app.get('/reject', async () => {
  void Promise.reject(new Error('nobody waits for this'));
  return {};
});
app.get('/exit', async () => process.exit(3));

process.once('SIGTERM', async () => {
  await app.close();
  process.exit(0);
});
await app.listen({ host: '0.0.0.0', port: Number(process.env.PORT) });
