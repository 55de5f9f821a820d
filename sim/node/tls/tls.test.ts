import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Project, runPrograms } from '../process/lab.ts';

const FOLDER = path.join(import.meta.dirname, 'testing');
const certificates = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(path.join(FOLDER, name), 'utf8')]),
);
const HEAD = `import { readFileSync } from 'node:fs';
  const pem = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const own = (name) => ({ key: pem(name + '.key'), cert: pem(name + '.pem') });
  const ca = pem('ca.pem');
  const failed = (what) => (error) => console.log(what, error.code, error.message);
`;

const projects: Project[] = [];
afterAll(() => {
  for (const made of projects) made.remove();
});

/** Runs a server on a host of that name and a client on another; what each said. */
async function run(
  server: string,
  client: string,
  env: (folder: string) => Record<string, string> = () => ({}),
) {
  const made = new Project({ ...certificates, 'server.mjs': HEAD + server, 'client.mjs': HEAD + client });
  projects.push(made);
  const [one, other] = [await made.bundle('server.mjs'), await made.bundle('client.mjs')];
  const options = {
    programs: { server: one, client: other },
    env: () => env(made.folder),
    checkOwners: true,
  };
  const result = await runPrograms(options);
  if (result.failure) throw result.failure;
  const said = (name: string) =>
    result.lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  return {
    server: said('server'),
    client: said('client'),
    hash: result.hash,
    again: () => runPrograms(options),
  };
}

const ECHO = `import tls from 'node:tls';
  const server = tls.createServer({ ...own('server'), ALPNProtocols: ['b', 'a'] }, (socket) => socket.pipe(socket));
  server.on('tlsClientError', failed('client error'));
  server.listen(3000);`;

describe('tls.connect', () => {
  test('says what is said, both ways, and knows who is there', async () => {
    const { client, server, hash, again } = await run(
      `${ECHO}
       server.on('secureConnection', (s) => console.log(s.servername, s.alpnProtocol, s.encrypted, s.authorized, s.remotePort > 0));`,
      `import tls from 'node:tls';
       const socket = tls.connect({ host: 'server', port: 3000, ca, servername: 'server', ALPNProtocols: ['a', 'b'] });
       socket.write('early ');
       socket.on('secureConnect', () => {
         const { subject, subjectaltname } = socket.getPeerCertificate();
         console.log(socket.authorized, socket.alpnProtocol, socket.getProtocol(), subject.CN, subjectaltname);
         console.log(socket instanceof tls.TLSSocket, socket.getPeerCertificate(true).issuerCertificate !== undefined);
         socket.end('late');
       });
       let heard = '';
       socket.on('data', (data) => { heard += data; });
       socket.on('close', (hadError) => console.log(heard, hadError));`,
    );
    expect(client).toEqual([
      'true b TLSv1.3 server DNS:server, DNS:*.server.test',
      'true true',
      'early late false',
    ]);
    expect(server).toEqual(['server b true false true']);
    expect((await again()).hash).toBe(hash);
  });

  test.each([
    ['nobody it trusts', '{}', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE unable to verify the first certificate'],
    [
      'another name',
      `{ ca, servername: 'other' }`,
      'ERR_TLS_CERT_ALTNAME_INVALID Hostname/IP does not match',
    ],
    ['no protocol of its own', `{ ca, ALPNProtocols: ['z'] }`, 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'],
  ])('refuses a server of %s', async (_what, options, message) => {
    const { client } = await run(
      ECHO,
      `import tls from 'node:tls';
       tls.connect(3000, 'server', ${options}, () => console.log('never')).on('error', failed('refused'));`,
    );
    expect(client).toHaveLength(1);
    expect(client[0]).toContain(`refused ${message}`);
  });

  test.each([
    [`{ rejectUnauthorized: false }`, {}, 'false UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [`{}`, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'false UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [`{ ca: pem('server.pem') }`, {}, 'true null'],
  ])('may be told to go on, or whom to trust: %s', async (options, env, said) => {
    const { client } = await run(
      ECHO,
      `import tls from 'node:tls';
       const socket = tls.connect({ port: 3000, host: 'server', ...${options} }, () => console.log(socket.authorized, socket.authorizationError));`,
      () => env as Record<string, string>,
    );
    expect(client).toEqual([said]);
  });

  test('over a socket that is there already, and one that speaks plainly on either side', async () => {
    const { client, server } = await run(
      `${ECHO}
       import net from 'node:net';
       net.createServer((socket) => socket.on('data', () => socket.write('220 ready'))).listen(25);`,
      `import net from 'node:net';
       import tls from 'node:tls';
       const below = net.connect(3000, 'server', () => {
         const socket = tls.connect({ socket: below, ca, servername: 'server' }, () => socket.write('hello'));
         socket.on('data', (data) => console.log(String(data)));
       });
       tls.connect(25, 'server', { ca }).on('error', failed('plain server'));
       const plain = net.connect(3000, 'server', () => plain.write('GET / HTTP/1.1\\r\\n\\r\\n'));
       plain.on('close', () => console.log('hung up on'));`,
    );
    expect([...client].sort()).toEqual([
      'hello',
      'hung up on',
      'plain server ERR_SSL_WRONG_VERSION_NUMBER SSL routines::wrong version number',
    ]);
    expect(server).toEqual(['client error ERR_SSL_HTTP_REQUEST SSL routines::http request']);
  });
});

test('a server may ask for a certificate, and choose its own by the name asked for', async () => {
  const { client, server } = await run(
    `import tls from 'node:tls';
     const server = tls.createServer({ ...own('client'), ca, requestCert: true }, (socket) => {
       console.log(socket.authorized, socket.getPeerCertificate().subject.CN);
     });
     server.addContext('server', { ...own('server'), ca });
     server.on('tlsClientError', failed('client error'));
     server.listen(3000);`,
    `import tls from 'node:tls';
     const options = { host: 'server', port: 3000, ca, servername: 'server' };
     tls.connect({ ...options, ...own('client') }, () => {
       console.log('known');
       tls.connect(options).on('error', failed('unknown'));
     });`,
  );
  expect(server).toEqual([
    'true client',
    'client error ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE SSL routines::peer did not return a certificate',
  ]);
  expect(client).toEqual([
    'known',
    'unknown ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED SSL routines::tlsv13 alert certificate required',
  ]);
});

test('https.createServer is asked by https.request and by fetch', async () => {
  const { client } = await run(
    `import https from 'node:https';
     https.createServer(own('server'), (request, response) => {
       response.end([request.url, request.socket.encrypted].join(' '));
     }).listen(3000);`,
    `import https from 'node:https';
     import { text } from 'node:stream/consumers';
     const get = (options) => new Promise((resolve, reject) => https.get('https://server:3000/a', options, resolve).on('error', reject));
     console.log(await text(await get({ ca })));
     const agent = new https.Agent({ ca, keepAlive: true });
     for (const _ of [1, 2]) { const answer = await get({ agent }); console.log(await text(answer), agent.totalSocketCount); }
     await get({ ca: [] }).catch(failed('https'));
     console.log(await (await fetch('https://server:3000/b')).text());`,
    (folder) => ({ NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') }),
  );
  expect(client).toEqual([
    '/a true',
    '/a true 1',
    '/a true 1',
    'https UNABLE_TO_VERIFY_LEAF_SIGNATURE unable to verify the first certificate',
    '/b true',
  ]);
});

test('what has no name is refused by one', async () => {
  const made = new Project({
    'main.mjs': `import tls from 'node:tls';
      import { PassThrough } from 'node:stream';
      new tls.TLSSocket(new PassThrough(), { isServer: true });`,
  });
  projects.push(made);
  const { failure } = await runPrograms({ programs: { a: await made.bundle('main.mjs') } });
  expect(failure?.message).toBe('a reached for new tls.TLSSocket, which is real');
  expect(failure?.stack).toContain('main.mjs:3:7');
});
