/** What the HTTP services have in common: how they say no, and how they end. */
import type { Server } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import mongoose from 'mongoose';
import { end } from './database.ts';

/** A bad request is told what is bad about it; anything else may succeed when it is tried again. */
export const sayNo: ErrorRequestHandler = (error, request, response, _next) => {
  const { message, status } = error as { message: string; status?: number };
  const code = error instanceof mongoose.Error.ValidationError ? 400 : (status ?? 503);
  if (code >= 500) console.error(`${request.method} ${request.path}: ${message}`);
  response.status(code).json({ error: message });
};

/** What was begun has so long to be answered when the process is to end. */
const ANSWERED_MS = 5000;

/** Answers what was begun, then ends. */
export function closeOnSigterm(server: Server): void {
  process.once('SIGTERM', () => {
    server.close(end);
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), ANSWERED_MS);
  });
}
