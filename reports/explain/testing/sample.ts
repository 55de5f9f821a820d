/** An explanation such as `explain` makes: an order that is charged twice, since the answer to the first charge is lost. */
import { ObjectId } from 'bson';
import {
  type Event,
  EXPLANATION_FORMAT,
  EXPLANATION_VERSION,
  type Explanation,
  type Message,
} from '../../../harness/explanation/index.ts';

/** It tries to be markup wherever a text of a run is shown. */
export const HOSTILE = '</script><img src=x onerror=alert(1)>&"\'';

const ORDER = 'order ORD-7';

/** Says what happened one after the other, and numbers it. */
export class Teller {
  readonly messages: Message[] = [];
  readonly events: Event[] = [];

  message(from: string, to: string, label: string, sentMs: number, more: Partial<Message> = {}): Message {
    const told: Message = {
      id: `m${this.messages.length + 1}`,
      from,
      to,
      label,
      protocol: to.startsWith('mongo') || from.startsWith('mongo') ? 'mongodb' : 'http',
      sentMs,
      arrivedMs: sentMs + 1.2,
      fate: null,
      fault: null,
      answers: null,
      subjects: [ORDER],
      strong: true,
      isNoise: false,
      body: { text: label },
      stack: [],
      ...more,
    };
    this.messages.push(told);
    return told;
  }

  event(
    lane: string | null,
    kind: Event['kind'],
    label: string,
    atMs: number,
    more: Partial<Event> = {},
  ): Event {
    const told: Event = {
      id: `e${this.events.length + 1}`,
      lane,
      atMs,
      kind,
      label,
      subjects: [],
      strong: true,
      seq: 1000 + this.events.length,
      ...more,
    };
    this.events.push(told);
    return told;
  }
}

export function sampleExplanation(): Explanation {
  const teller = new Teller();
  const say = teller.message.bind(teller);
  const happen = teller.event.bind(teller);
  const written = (
    coll: string,
    atMs: number,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
    by: string,
    message: Message,
  ) =>
    happen('mongo-1', 'commit', `${coll} ${String(after._id)}`, atMs, {
      subjects: [ORDER],
      change: {
        db: 'shop_db',
        coll,
        op: before ? 'update' : 'insert',
        id: after._id,
        before,
        after,
        by,
        message: message.id,
      },
    });

  const started = happen('payment-1', 'start', 'payment-1 listens', -1400, { strong: false });
  happen(null, 'phase', 'clients are let in', 0, { strong: false });
  for (let i = 0; i < 40; i++)
    say(i % 2 ? 'mongo-1' : 'mongo-2', i % 2 ? 'mongo-2' : 'mongo-1', 'heartbeat', -1800 + 70 * i, {
      strong: false,
      subjects: [],
      body: null,
      isNoise: true,
    });
  const order = say('client-1', 'orchestrator-1', 'POST /orders ORD-7', 120.5, {
    body: { method: 'POST', path: '/orders', body: { order_id: 'ORD-7', note: HOSTILE } },
  });
  const saga = { _id: 'ORD-7', status: 'pending', step: 'charge', attempts: 0, rev: 1 };
  const insert = say('orchestrator-1', 'mongo-1', 'insert sagas ORD-7', 122.1);
  written('sagas', 123.4, null, saga, 'orchestrator-1', insert);
  say('mongo-1', 'orchestrator-1', '{n: 1}', 123.5, { answers: insert.id });
  say('orchestrator-1', 'client-1', '202 pending', 125, { answers: order.id });
  const charge = say('orchestrator-1', 'payment-1', 'POST /charge ORD-7', 125.2, {
    stack: [
      'Upstream.post (services/common/upstream.ts:45:17)',
      'Object.charge (services/orchestrator/steps.ts:31:20)',
      'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    ],
  });
  const first = say('payment-1', 'mongo-1', 'insert payment_events charge ORD-7', 127);
  const payment = {
    _id: new ObjectId('6592008367726f7501000001'),
    order_id: 'ORD-7',
    type: 'charged',
    amount: 9083,
  };
  const firstCharge = written('payment_events', 128.3, null, payment, 'payment-1', first);
  say('mongo-1', 'payment-1', '{n: 1}', 128.4, { answers: first.id });
  const lost = say('payment-1', 'orchestrator-1', '200 charged', 129.9, {
    answers: charge.id,
    arrivedMs: null,
    fate: 'lost by partition',
    fault: 'f1',
  });
  happen('payment-1', 'pause', 'payment-1 stands still', 300);
  const held = say('orchestrator-1', 'payment-1', 'POST /charge ORD-7', 430, {
    arrivedMs: 640,
    fate: 'held by pause of payment-1',
    fault: 'f2',
  });
  happen('payment-1', 'resume', 'payment-1 goes on', 640);
  const second = say('payment-1', 'mongo-1', 'insert payment_events charge ORD-7', 642);
  const again = written(
    'payment_events',
    643.1,
    null,
    { ...payment, _id: new ObjectId('6592008367726f7501000002') },
    'payment-1',
    second,
  );
  say('mongo-1', 'payment-1', '{n: 1}', 643.3, { answers: second.id });
  const broke = happen('payment-1', 'violation', 'order ORD-7 was charged 2 times', 643.1, {
    subjects: [ORDER],
  });
  say('payment-1', 'orchestrator-1', '200 charged', 645, { answers: held.id });
  const update = say('orchestrator-1', 'mongo-1', 'update sagas ORD-7 to confirmed', 646.5);
  written('sagas', 647.7, saga, { ...saga, status: 'confirmed', rev: 2 }, 'orchestrator-1', update);
  happen('mongo-2', 'election', 'mongo-2 is primary, term 2', 700, { strong: false });
  happen('orchestrator-1', 'crash', 'orchestrator-1 crashes', 760);
  happen(null, 'phase', 'all is at rest', 1500, { strong: false });

  const lanes: Explanation['lanes'] = [
    { name: 'client-1', kind: 'client', service: 'client' },
    { name: 'orchestrator-1', kind: 'service', service: 'orchestrator' },
    { name: 'payment-1', kind: 'service', service: 'payment' },
    { name: 'mongo-1', kind: 'database', service: 'database' },
    { name: 'mongo-2', kind: 'database', service: 'database' },
  ];
  return {
    format: EXPLANATION_FORMAT,
    version: EXPLANATION_VERSION,
    scenario: 'shop',
    bug: 'charge-twice',
    commit: '0771f870ee2e6ee043c095ed971b54779794fc61',
    node: 'v20.20.2',
    plan: { seed: 7, note: HOSTILE, faults: [{ kind: 'partition', atMs: 129 }] },
    commands: {
      replay: 'npm run sim -- --plan charge-twice-seed-7.json',
      inspect: 'npm run sim -- --plan charge-twice-seed-7.json --inspect --pause-at violation',
    },
    verdict: 'violated',
    reason: 'ORD-7 was charged 2 times',
    traceHash: '363dc4de2ee468b9',
    historyHash: '03f52c4d8a93e035',
    fromMs: -2000,
    toMs: 1500,
    violation: {
      invariant: 'one-charge',
      says: 'An order is charged once at most.',
      subject: ORDER,
      related: [],
      message: `ORD-7 was charged 2 times ${HOSTILE}`,
      atMs: 643.1,
      event: broke.id,
    },
    sentence: 'Order ORD-7 was charged twice',
    story: [
      {
        clauses: [
          { text: 'client-1 ordered ORD-7', ref: order.id },
          { text: ', and orchestrator-1 asked payment-1 to charge it', ref: charge.id },
          { text: '.' },
        ],
      },
      {
        clauses: [
          { text: 'payment-1 charged it', ref: firstCharge.id },
          { text: '; but ' },
          { text: 'its answer was lost', ref: lost.id },
          { text: ', because ' },
          { text: 'orchestrator-1 was cut off from payment-1', ref: 'f1' },
          { text: '.' },
        ],
      },
      {
        clauses: [
          { text: 'So orchestrator-1 asked again', ref: held.id },
          { text: `, and payment-1, which looked for no earlier charge ${HOSTILE}, ` },
          { text: 'charged it a second time', ref: again.id },
          { text: '.' },
        ],
      },
      {
        clauses: [
          { text: 'This breaks one-charge.', ref: broke.id },
          { text: 'It had', ref: 'nothing-of-that-name' },
        ],
      },
    ],
    lanes,
    spans: [
      { lane: 'mongo-1', kind: 'primary', fromMs: -1960, toMs: 690 },
      { lane: 'mongo-2', kind: 'primary', fromMs: 700, toMs: 1500 },
      { lane: 'payment-1', kind: 'starting', fromMs: -2000, toMs: started.atMs },
      { lane: 'payment-1', kind: 'paused', fromMs: 300, toMs: 640 },
      { lane: 'orchestrator-1', kind: 'down', fromMs: 760, toMs: 1500 },
    ],
    faults: [
      {
        id: 'f1',
        kind: 'partition',
        words: '{orchestrator-1} | the rest',
        fromMs: 129,
        toMs: 320,
        lanes: ['orchestrator-1'],
        struck: [lost.id],
      },
      {
        id: 'f2',
        kind: 'pause',
        words: 'payment-1',
        fromMs: 300,
        toMs: 640,
        lanes: ['payment-1'],
        struck: [held.id],
      },
      {
        id: 'f3',
        kind: 'latency',
        words: `all +68 ms ${HOSTILE}`,
        fromMs: 400,
        toMs: 900,
        lanes: [],
        struck: [],
      },
    ],
    messages: teller.messages,
    events: teller.events,
    logs: [
      { id: 'l1', lane: 'payment-1', atMs: -1400, line: 'listening on 3000', subjects: [] },
      {
        id: 'l2',
        lane: 'orchestrator-1',
        atMs: 429.8,
        line: '{"level":40,"time":1704067200429,"service":"orchestrator","instance":"orchestrator-1","order_id":"ORD-7","msg":"charge timed out, asking again"}',
        subjects: [ORDER],
      },
      { id: 'l3', lane: 'payment-1', atMs: 644, line: HOSTILE, subjects: [ORDER] },
    ],
    invariantStates: [
      { atMs: 0, state: { charges: {} } },
      { atMs: 128.3, state: { charges: { 'ORD-7': 1 } } },
      { atMs: 643.1, state: { charges: { 'ORD-7': 2 } } },
    ],
    things: [
      { thing: 'the partition of orchestrator-1', without: 'passes', fault: 'f1' },
      { thing: 'the pause of payment-1', without: 'passes', fault: 'f2' },
      { thing: 'POST /orders ORD-7', without: 'passes', fault: null },
    ],
    shrunk: { faults: [94, 2], requests: [155, 1], hosts: [14, 5], ms: [13_000, 1500], minimal: true },
    likelihood: {
      points: [
        { atMs: -1000, failed: 0, of: 20 },
        { atMs: 100, failed: 1, of: 20 },
        { atMs: 125, failed: 4, of: 20 },
        { atMs: 131, failed: 19, of: 20 },
        { atMs: 640, failed: 20, of: 20 },
        { atMs: 1400, failed: 20, of: 20 },
      ],
      jump: { fromMs: 125, toMs: 131, event: lost.id },
    },
    differences: {
      neighbour: {
        atMs: 125,
        salt: 3,
        replay: 'npm run sim -- --plan charge-twice-seed-7.json --branch 125ms:3',
      },
      first: [
        {
          of: 'orchestrator-1',
          atMs: 129.9,
          here: '200 charged is lost',
          ref: lost.id,
          there: '200 charged arrives at +0.131 s',
        },
        { of: ORDER, atMs: 430, here: 'POST /charge again', ref: held.id, there: `nothing more ${HOSTILE}` },
      ],
    },
    window: null,
  };
}
