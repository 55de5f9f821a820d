/**
 * Loaded into a service process before the service, to measure it from inside without its knowing.
 *
 * Node tells of every HTTP request on a diagnostics channel, which costs nothing while nobody listens. The driver of
 * MongoDB tells only its own client: commands are measured of services that pass its events on to the channel below.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent } from 'mongodb';
import { Latencies } from '../latencies.ts';
import type { Observation } from './observation.ts';

const MONGO_COMMANDS = 'mongodb.commands';
const INTERVAL_MS = 1000;
const RESOLUTION_MS = 10;
/** Waits for news by design, so its duration says nothing about the server. */
const AWAITING = new Set(['getMore']);

const requests = new Latencies(2);
const arrived = new WeakMap<IncomingMessage, number>();
/** Request id of the driver → when it was sent. */
const sent = new Map<number, number>();
const commands = new Map<string, { durations: Latencies; failed: number }>();
const loopDelay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
loopDelay.enable();
let cpu = process.cpuUsage();
let lastMs = performance.now();

subscribe('http.server.request.start', (message) => {
  arrived.set((message as { request: IncomingMessage }).request, performance.now());
});
subscribe('http.server.response.finish', (message) => {
  const { request } = message as { request: IncomingMessage };
  const startMs = arrived.get(request);
  if (startMs === undefined || request.url === '/health') return;
  requests.record((performance.now() - startMs) * 1000);
});
subscribe(MONGO_COMMANDS, (message) => {
  const event = message as CommandStartedEvent | CommandSucceededEvent | CommandFailedEvent;
  if ('command' in event) {
    sent.set(event.requestId, performance.now());
    return;
  }
  const startMs = sent.get(event.requestId);
  sent.delete(event.requestId);
  if (startMs === undefined || AWAITING.has(event.commandName)) return;
  let command = commands.get(event.commandName);
  if (!command) {
    command = { durations: new Latencies(2), failed: 0 };
    commands.set(event.commandName, command);
  }
  command.durations.record((performance.now() - startMs) * 1000);
  if ('failure' in event) command.failed++;
});

setInterval(() => {
  if (!process.connected) return;
  const nowMs = performance.now();
  const used = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  // The monitor counts its own timer's interval in; what is above it is delay.
  const late = (ns: number): number => Math.max(0, Math.round(ns / 1000 - RESOLUTION_MS * 1000));
  const observation: Observation = {
    atMs: Date.now(),
    intervalMs: nowMs - lastMs,
    requests: requests.encode(),
    loopDelay: {
      p50Us: late(Math.min(loopDelay.percentile(50), loopDelay.max)),
      // By its bucket's edge a percentile may lie above the maximum.
      p99Us: late(Math.min(loopDelay.percentile(99), loopDelay.max)),
      maxUs: late(loopDelay.max),
    },
    cpuMs: (used.user + used.system) / 1000,
    rssBytes: process.memoryUsage.rss(),
    mongo: Object.fromEntries(
      [...commands].map(([name, { durations, failed }]) => [name, { durations: durations.encode(), failed }]),
    ),
  };
  process.send!({ observation });
  lastMs = nowMs;
  requests.reset();
  commands.clear();
  loopDelay.reset();
}, INTERVAL_MS).unref();
