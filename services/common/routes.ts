/** What holds for every route of a service, added by hooks so that no service need think of it. */
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { refusals } from './http-error.ts';
import { untold } from './told.ts';

/**
 * One connection can carry any number of requests at once, by pipelining, and whoever hangs up leaves work behind: it
 * is the handlers at work that are counted.
 */
export function boundRequestsUnderWay(app: FastifyInstance, max: number): void {
  let underWay = 0;
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    route.handler = async function bounded(request, reply) {
      if (underWay >= max) throw refusals.busy();
      underWay++;
      try {
        return await handler.call(this, request, reply);
      } finally {
        underWay--;
      }
    };
  });
}

/** Answers 405 where there is such a resource, but not for this method. */
export function refuseOtherMethods(app: FastifyInstance): void {
  const allowed = new Map<string, Set<HTTPMethods>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = allowed.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one as HTTPMethods);
    allowed.set(url, methods);
  });
  // Loaded once the service has set all its routes.
  app.register(async (scope) => {
    for (const [url, methods] of [...allowed]) {
      const others = scope.supportedMethods.filter((method) => !methods.has(method as HTTPMethods));
      const allow = [...methods].join(', ');
      scope.route({
        ...untold,
        url,
        method: others as HTTPMethods[],
        onRequest: async (request, reply) => {
          reply.header('allow', allow);
          throw refusals.wrongMethod(request.method);
        },
        handler: () => undefined,
      });
    }
  });
}
