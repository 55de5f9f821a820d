/** What a client of the protocol meets, whatever the tools are. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterEach, expect, test } from 'vitest';
import { serve } from './server.ts';
import { type Call, type Tool, ToolError, text, whole } from './tool.ts';

const add: Tool = {
  name: 'add',
  says: 'Adds.',
  takes: { a: whole('one', 0, 10), b: { ...whole('the other', 0, 10), default: 2 } },
  needs: ['a'],
  run: ({ a, b }: { a: number; b: number }) => ({ sum: a + b }),
};
const fail: Tool = {
  name: 'fail',
  says: 'Fails.',
  takes: { how: text('how') },
  needs: ['how'],
  saves: true,
  run({ how }: { how: string }) {
    throw how === 'plainly' ? new ToolError('there is no such thing') : new Error('a bug');
  },
};
let aborted: Promise<void>;
const wait: Tool = {
  name: 'wait',
  says: 'Waits until nobody waits for it.',
  takes: {},
  needs: [],
  run(_args: unknown, { signal, progress }: Call) {
    progress(1, 2, 'half of it');
    aborted = new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    return aborted.then(() => ({}));
  },
};

const client = new Client({ name: 'test', version: '1' });
afterEach(() => client.close());

async function connect() {
  const [here, there] = InMemoryTransport.createLinkedPair();
  const served = await serve([add, fail, wait], there, { version: '1.2.3', instructions: 'begin' });
  await client.connect(here);
  return served;
}

test('tools are listed with their schemas, called with defaults, and refused with a sentence', async () => {
  const { closed } = await connect();
  expect(client.getServerVersion()).toMatchObject({ name: 'groundhog', version: '1.2.3' });
  expect(client.getInstructions()).toBe('begin');
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['add', 'fail', 'wait']);
  expect(tools[0]).toMatchObject({ inputSchema: { required: ['a'] }, annotations: { readOnlyHint: true } });
  expect(tools[1]).toMatchObject({ annotations: { readOnlyHint: false } });

  const call = (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
  expect(await call('add', { a: 1 })).toMatchObject({
    structuredContent: { sum: 3 },
    content: [{ type: 'text', text: '{"sum":3}' }],
  });
  const refused = async (name: string, args: Record<string, unknown>) => {
    const { isError, content } = (await call(name, args)) as {
      isError: boolean;
      content: { text: string }[];
    };
    expect(isError).toBe(true);
    return content[0]!.text;
  };
  expect(await refused('add', {})).toMatch(/^add: its arguments must have required property 'a'/);
  expect(await refused('add', { a: 11 })).toMatch(/^add: a must be <= 10/);
  expect(await refused('add', { a: 1, c: 1 })).toMatch(/must NOT have additional properties.*"c"/);
  expect(await refused('subtract', {})).toBe("there is no tool 'subtract'; there are: add, fail, wait");
  expect(await refused('fail', { how: 'plainly' })).toBe('there is no such thing');
  expect(await refused('fail', { how: 'badly' })).toMatch(/^Groundhog broke: Error: a bug\n/);

  await client.close();
  await closed;
});

test('who calls is told how it goes, and may end it', async () => {
  await connect();
  const ending = new AbortController();
  const heard: unknown[] = [];
  const called = client.callTool({ name: 'wait', arguments: {} }, undefined, {
    signal: ending.signal,
    onprogress(progress) {
      heard.push(progress);
      ending.abort('enough');
    },
  });
  await expect(called).rejects.toThrow('enough');
  await aborted;
  expect(heard).toEqual([{ progress: 1, total: 2, message: 'half of it' }]);
});
