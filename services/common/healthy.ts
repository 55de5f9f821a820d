/** A container's health check: exit code 0 when the service on HOST and PORT is ready and its database answers. */
const { HOST, PORT } = process.env;
const reply = await fetch(`http://${HOST}:${PORT}/health`);
const { status, mongo } = (await reply.json()) as { status?: string; mongo?: boolean };
process.exitCode = status === 'ok' && mongo ? 0 : 1;
