/** Passes what it is asked on, over connections that it keeps. */
import http from 'node:http';

http
  .createServer(async ({ url }, response) => {
    const answer = await fetch(`${process.env.API}${url}`).catch(() => undefined);
    response.writeHead(answer?.status ?? 502, { 'content-type': 'application/json' });
    response.end(answer ? await answer.text() : '{}');
  })
  .listen(Number(process.env.PORT));
