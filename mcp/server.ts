/** Serves tools over the Model Context Protocol. What they take is checked by their schemas before they run. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Ajv, type ValidateFunction } from 'ajv';
import { ScenarioError } from '../harness/scenario/load.ts';
import { PlanFileError } from '../sim/plan/file.ts';
import { type Call, type Tool, ToolError } from './tool.ts';

/** Errors that whoever called can mend. */
const A_CALLERS = [ToolError, ScenarioError, PlanFileError];

interface Checked {
  tool: Tool;
  check: ValidateFunction;
}

/** What the server says of itself to whoever connects. */
interface About {
  version: string;
  instructions: string;
}

const schemaOf = ({ takes, needs }: Tool) => ({
  type: 'object' as const,
  properties: takes,
  required: [...needs],
  additionalProperties: false,
});

/** Resolves when it is served; `closed` does when whoever asked has gone. */
export async function serve(
  tools: readonly Tool[],
  transport: Transport,
  { version, instructions }: About,
): Promise<{ closed: Promise<void> }> {
  const ajv = new Ajv({ useDefaults: true });
  const byName = new Map(
    tools.map((tool): [string, Checked] => [tool.name, { tool, check: ajv.compile(schemaOf(tool)) }]),
  );
  const server = new Server({ name: 'groundhog', version }, { capabilities: { tools: {} }, instructions });
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map((tool) => ({
      name: tool.name,
      description: tool.says,
      inputSchema: schemaOf(tool),
      annotations: {
        readOnlyHint: !tool.saves,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification, _meta }) => {
    const progressToken = _meta?.progressToken;
    const call: Call = {
      signal,
      progress(progress, total, message) {
        if (progressToken === undefined || signal.aborted) return;
        const told = { progressToken, progress, message, ...(total !== undefined && { total }) };
        sendNotification({ method: 'notifications/progress', params: told }).catch(() => {});
      },
    };
    try {
      const answer = await run(byName, params.name, params.arguments ?? {}, call);
      return {
        content: [{ type: 'text', text: JSON.stringify(answer) }],
        structuredContent: answer as Record<string, unknown>,
      };
    } catch (error) {
      const { message, stack } = error as Error;
      const told = A_CALLERS.some((kind) => error instanceof kind)
        ? message
        : `Groundhog broke: ${stack ?? message}`;
      return { isError: true, content: [{ type: 'text', text: told }] };
    }
  });
  await server.connect(transport);
  return { closed };
}

async function run(
  tools: ReadonlyMap<string, Checked>,
  name: string,
  args: Record<string, unknown>,
  call: Call,
): Promise<object> {
  const known = tools.get(name);
  if (!known) throw new ToolError(`there is no tool '${name}'; there are: ${[...tools.keys()].join(', ')}`);
  const { tool, check } = known;
  if (!check(args)) {
    const { instancePath, message, params } = check.errors![0]!;
    const what = instancePath === '' ? 'its arguments' : instancePath.slice(1);
    throw new ToolError(`${name}: ${what} ${message} ${JSON.stringify(params)}`);
  }
  return await tool.run(args as never, call);
}
