/** A made-up result for tests: every part present, and every text that a page must escape. */
import { Latencies } from '../../harness/latencies.ts';
import { Recorder } from '../../harness/load/index.ts';
import { Backlog } from '../../harness/run/backlog.ts';
import { totalsOf } from '../../harness/run/kinds.ts';
import { LOAD_FORMAT, LOAD_VERSION, type LoadResult, type Series } from '../../harness/run/result.ts';
import { FlowRecorder, heatmapOf, spectrumOf, timelineOf } from '../../harness/run/spectrum.ts';

export const HOSTILE = `</script><script>alert('x')</script><img src=x onerror=alert(1)>&"`;

/** `random` gives uniform numbers in [0, 1); `slower` multiplies every latency. */
export function sampleResult(random: () => number, slices = 30, slower = 1): LoadResult {
  const recorder = new Recorder(1000);
  const flows = { completion: new FlowRecorder(1000), projection: new FlowRecorder(1000) };
  const openOrders = new Backlog(1000);
  const skewed = () => -Math.log(1 - random());
  for (let i = 0; i < slices * 150; i++) {
    const dueUs = (i / 150) * 1e6;
    const isStalled = dueUs > 10e6 && dueUs < 12e6;
    const takenUs = dueUs + random() * 1000;
    const sentUs = takenUs + (isStalled ? random() * 200_000 : random() * 100);
    const failed = isStalled && random() < 0.1;
    const doneUs = sentUs + (3000 + skewed() * 6000 + (isStalled ? skewed() * 300_000 : 0)) * slower;
    const kind = ['order', 'read-order', 'read-product', 'bad'][Math.floor(random() * 4)]!;
    const failure = failed ? (random() < 0.5 ? 'reset' : 'timeout') : null;
    const status = failed ? 0 : kind === 'order' ? 202 : kind === 'bad' ? 400 : 200;
    recorder.record(kind, {
      index: i,
      dueUs,
      takenUs,
      sentUs,
      doneUs,
      connection: 'a',
      status,
      failure,
      body: null,
    });
    openOrders.begun(dueUs / 1000);
    openOrders.ended(dueUs / 1000 + 40);
    flows.completion.record(dueUs / 1000, 20 + skewed() * 30 * slower);
    flows.projection.record(dueUs / 1000, 4 + skewed() * 5 * slower);
  }
  const told = {
    completion: { what: 'orders', until: 'to their end', says: 'from the 202 for an order to its end' },
    projection: { what: 'events', until: 'to the view', says: 'from an event to the view that shows it' },
  };
  const flow = (name: keyof typeof told) => ({
    ...told[name],
    open: openOrders.series(recorder.slices.length),
    ...flows[name].flow(0),
  });
  const wave = (base: number): Series => Array.from({ length: slices }, () => base * (0.7 + random() * 0.6));
  const some = (base: number) => {
    const latencies = new Latencies(2);
    for (let i = 0; i < 500; i++) latencies.record(1000 * base * skewed());
    return spectrumOf(latencies);
  };
  const instances = [
    'gateway-1',
    ...['inventory', 'orchestrator', 'payment', 'projector'].flatMap((name) => [`${name}-1`, `${name}-2`]),
  ];
  return {
    format: LOAD_FORMAT,
    version: LOAD_VERSION,
    startedAt: '2026-11-23T06:00:00.000Z',
    title: 'open model, 75 new orders/s, a rate found to be borne',
    scenario: {
      name: 'shop',
      of: 'orders',
      kinds: {
        order: { says: 'a new order, from when it was due to its 202', limit: 'accept' },
        bad: { says: HOSTILE, limit: 'bad' },
        'read-order': { says: 'how an order stands', limit: 'read-order' },
        'read-product': { says: 'a product as the view shows it', limit: 'read-product' },
      },
      services: Object.fromEntries(
        ['orchestrator', 'inventory', 'payment', 'projector', 'gateway'].map((name) => [
          name,
          { says: `what ${name} does ${HOSTILE}`, instances: name === 'gateway' ? 1 : 2 },
        ]),
      ),
    },
    interrupted: false,
    verdict: {
      exitCode: 1,
      outcome: 'violated',
      sentence: `Violated: one-charge, order ${HOSTILE}: two charges were not refunded.`,
      reasons: [
        `one-charge, order ${HOSTILE}: two charges were not refunded`,
        'errors<0.1% was asked, 0.6% measured',
      ],
      advice: [],
      saturated: null,
      invariants: 'violated',
      invalid: [],
      violations: [
        {
          invariant: 'one-charge',
          atMs: 12_345,
          subject: `order ${HOSTILE}`,
          message: 'two charges were not refunded',
          story: ['at 12.1 s a charge of 100', `at 12.3 s another ${HOSTILE}`],
        },
      ],
      droppedViolations: 0,
      judged: [{ name: 'one-charge', says: 'At most one charge of an order is not refunded.' }],
      slos: [
        {
          ...{ limit: 'accept.p99<250ms', metric: 'accept', figure: 99, compare: '<', bound: 250 },
          ...{ value: '31.2 ms', met: true },
        },
        {
          ...{ limit: 'errors<0.1%', metric: 'errors', figure: null, compare: '<', bound: 0.1 },
          ...{ value: '0.6%', met: false },
        },
      ],
      notes: [
        'The database was Groundhog’s own model of MongoDB: absolute figures are not those of a real server.',
      ],
    },
    settings: {
      command: `npm run load -- --slo 'errors<0.1%' ${HOSTILE}`,
      seed: 1,
      ratePerS: 75,
      search: {
        soundPerS: 107,
        limitedBy: 'orders took 1.4 s to their end',
      },
      arrivals: 'poisson',
      model: 'open',
      durationMs: slices * 1000,
      drivenMs: slices * 1000,
      warmupMs: 5000,
      connections: 50,
      workers: 1,
      timeoutMs: 10_000,
      target: null,
      chaos: true,
      bug: null,
      maxSendLagMs: 50,
    },
    environment: {
      machine: 'Some CPU @ 3 GHz',
      cores: 2,
      memoryBytes: 8 * 2 ** 30,
      os: 'Linux 6.1 x64',
      node: 'v20.20.2',
      packages: { autocannon: '8.0.0' },
      database: { source: 'model', description: HOSTILE, version: '4.4.0', members: 1 },
      git: { commit: '0123456789abcdef', dirty: true },
    },
    latency: {
      response: spectrumOf(recorder.response),
      service: spectrumOf(recorder.service),
      sendLag: spectrumOf(recorder.sendLag),
      queue: spectrumOf(recorder.queue),
      kinds: Object.fromEntries(
        [...recorder.kinds].map(([kind, histogram]) => [kind, spectrumOf(histogram)]),
      ),
    },
    timeline: timelineOf(recorder),
    heatmap: heatmapOf(recorder),
    flows: { completion: flow('completion'), projection: flow('projection') },
    services: instances.map((instance) => ({
      instance,
      latency: some(4),
      p50Ms: wave(3),
      p99Ms: wave(15 + random() * 10),
      requestsPerS: wave(80),
      loopDelayP99Ms: wave(2 + random() * 4),
      cpu: wave(0.1 + random() * 0.2),
      rssMb: wave(90),
      mongoP99Ms: wave(5 + random() * 5),
    })),
    mongo: [
      { command: 'find', failed: 0, duration: some(2) },
      { command: HOSTILE, failed: 3, duration: some(3) },
    ],
    metrics: [
      {
        service: 'orchestrator',
        processes: [
          { instance: 'orchestrator-1', flaw: null, bytes: 12_345, tookMs: 3.4 },
          { instance: 'orchestrator-2', flaw: `not in these figures: ${HOSTILE}`, bytes: null, tookMs: null },
        ],
        measures: [
          {
            ...{ name: 'http_request_duration_seconds', says: `Requests ${HOSTILE}`, kind: 'spread' },
            rows: [
              { labels: { route: '/orders', status: '202' }, value: 2000, sum: 12, p50: 0.004, p99: 0.03 },
              { labels: { route: HOSTILE, status: '404' }, value: 1, sum: 20, p50: null, p99: null },
            ],
          },
          {
            ...{ name: 'sagas_ended_total', says: 'Orders brought to their end', kind: 'counts' },
            rows: [{ labels: { status: 'confirmed', reason: HOSTILE }, value: 1700 }],
          },
          {
            ...{ name: 'nodejs_eventloop_lag_p99_seconds', says: 'How late', kind: 'level' },
            rows: [{ labels: {}, value: 0.0123 }],
          },
        ],
      },
    ],
    cost: { of: 'order', count: 2000, cpuMs: 12.34, commands: 22.5, isWhole: false },
    requests: totalsOf(
      recorder,
      { order: { says: '', right: '202' }, bad: { says: '', right: '4xx' } },
      slices * 1000,
      150,
    ),
    counts: { ...recorder.counts, [`order ${HOSTILE}`]: 1 },
    ledger: {
      sent: 2000,
      ended: { confirmed: 1700, 'rejected: out_of_stock': 280, [HOSTILE]: 2 },
      refused: 0,
      unknown: { ended: { confirmed: 10, 'rejected: out_of_stock': 2 }, absent: 6 },
      open: 0,
      unaccounted: 0,
      undetermined: 0,
      words: { confirmed: 'all went well', 'rejected: out_of_stock': 'fewer units than were asked for' },
    },
    totals: {
      of: 'money',
      unit: 'minor units',
      rows: [
        { name: 'charged by the bank', value: 1_250_000 },
        { name: 'refunded by the bank', value: 50_000 },
        { name: HOSTILE, value: 100, isWrong: true },
      ],
    },
    deaths: [],
    chaos: [
      { atMs: 10_000, durationMs: 1800, kind: 'pause', instance: 'orchestrator-1' },
      { atMs: 18_000, durationMs: 700, kind: 'kill', instance: HOSTILE },
    ],
    driverBusyMs: 4321,
  };
}
