/** What the HTTP services have in common: how they say no, and how they end. */
import type { Server } from 'node:http';
import type { ErrorRequestHandler } from 'express';

/** What a client is told, with a status. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Anything but a refusal may succeed when it is tried again. */
export const sayNo: ErrorRequestHandler = (error, request, response, _next) => {
  const { message, status = 503 } = error as { message: string; status?: number };
  if (status >= 500) console.error(`${request.method} ${request.path}: ${message}`);
  response.status(status).json({ error: message });
};

/** Answers what was begun, then ends. */
export function closeOnSigterm(server: Server, after: () => Promise<unknown>): void {
  process.once('SIGTERM', () => {
    server.close(async () => {
      await after();
      process.exit(0);
    });
    server.closeIdleConnections();
  });
}
