/** A call with one answer, a stream of answers, an error by its code, and a deadline. */
import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';

const { ROLE, PEER } = process.env;
const json = {
  requestSerialize: (value) => Buffer.from(JSON.stringify(value)),
  requestDeserialize: (bytes) => JSON.parse(bytes),
  responseSerialize: (value) => Buffer.from(JSON.stringify(value)),
  responseDeserialize: (bytes) => JSON.parse(bytes),
};
const one = { requestStream: false, responseStream: false, ...json };
const service = {
  Add: { path: '/sums/Add', ...one },
  Slow: { path: '/sums/Slow', ...one },
  Count: { path: '/sums/Count', ...one, responseStream: true },
};
if (ROLE === 'server') {
  const server = new grpc.Server();
  server.addService(service, {
    Add({ request: { a, b } }, reply) {
      if (a < 0) reply({ code: grpc.status.INVALID_ARGUMENT, details: 'no debts' });
      else reply(null, { sum: a + b });
    },
    Slow() {},
    Count(call) {
      for (let i = 0; i < call.request.to; i++) call.write({ i });
      call.end();
    },
  });
  await promisify(server.bindAsync).call(server, '0.0.0.0:3000', grpc.ServerCredentials.createInsecure());
} else {
  const Client = grpc.makeGenericClientConstructor(service, 'sums');
  const client = new Client(`${PEER}:3000`, grpc.credentials.createInsecure());
  const ask = (method, request, options = {}) =>
    new Promise((resolve, reject) => {
      client[method](request, options, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  assert.deepEqual(await ask('Add', { a: 1, b: 2 }), { sum: 3 });
  await assert.rejects(ask('Add', { a: -1, b: 2 }), {
    code: grpc.status.INVALID_ARGUMENT,
    details: 'no debts',
  });
  await assert.rejects(ask('Slow', {}, { deadline: Date.now() + 500 }), {
    code: grpc.status.DEADLINE_EXCEEDED,
  });
  const counted = [];
  for await (const { i } of client.Count({ to: 3 })) counted.push(i);
  assert.deepEqual(counted, [0, 1, 2]);
  client.close();
  console.log('done');
}
