/**
 * Mechanical mutants of a file: one small change each, of the kinds that people make by mistake.
 *
 * The operators are those of mutation testing's literature (Offutt et al., "An experimental determination of sufficient
 * mutant operators", 1996), and besides: a call that is not made or not waited for, a field of an object that is left out,
 * a bound that is one off.
 */
import { parse } from '@babel/parser';

export interface Mutant {
  /** Path from the scenario's root. */
  file: string;
  line: number;
  /** What stands there, from this offset, and what stands there instead. */
  start: number;
  from: string;
  to: string;
  /** In a few words. */
  what: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  loc: { start: { line: number } };
  [field: string]: unknown;
}

const SWAPS: Readonly<Record<string, string>> = {
  ...{ '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===' },
  ...{ '&&': '||', '||': '&&', '+': '-', '-': '+', '*': '/', '/': '*' },
};

/** What only says something to people changes nothing that a user would notice. */
const FOR_PEOPLE = /(^|[.#])(log|metrics|console)\b|\.(inc|dec|observe|set)\(\{|setMaxListeners/;

/** All mutants of a file's text, in the order of the text. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const found: Mutant[] = [];
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  const change = (node: Node, start: number, end: number, to: string, what: string) =>
    found.push({ file, line: node.loc.start.line, start, from: text.slice(start, end), to, what });

  const visit = (node: Node, parent: Node | undefined): void => {
    if (node.type.startsWith('TS') || node.type === 'ImportDeclaration') {
      // A type says nothing when it runs; what is in `x as T` does.
      if (isNode(node.expression)) visit(node.expression, node);
      return;
    }
    if (FOR_PEOPLE.test(text.slice(node.start, node.end)) && /Statement$/.test(node.type) && !hasBody(node))
      return;
    mutate(node, parent, text, change);
    for (const inner of childrenOf(node)) visit(inner, node);
  };
  visit(program as unknown as Node, undefined);
  return found.sort((a, b) => a.start - b.start || a.what.localeCompare(b.what));
}

type Change = (node: Node, start: number, end: number, to: string, what: string) => void;

function mutate(node: Node, parent: Node | undefined, text: string, change: Change): void {
  const { type, start, end } = node;
  switch (type) {
    case 'BinaryExpression':
    case 'LogicalExpression': {
      const { left, right, operator } = node as unknown as { left: Node; right: Node; operator: string };
      const to = SWAPS[operator];
      const at = text.indexOf(operator, left.end);
      if (to !== undefined && at < right.start)
        change(node, at, at + operator.length, to, `${operator} for ${to}`);
      break;
    }
    case 'BooleanLiteral':
      change(node, start, end, String(!node.value), `not ${node.value}`);
      break;
    case 'NumericLiteral':
      change(node, start, end, String(Number(node.value) + 1), 'one more');
      if (node.value !== 0) change(node, start, end, '0', 'nothing');
      break;
    case 'UnaryExpression':
      if (node.operator === '!') change(node, start, start + 1, '', 'not negated');
      break;
    case 'IfStatement':
    case 'WhileStatement':
    case 'ConditionalExpression': {
      const test = node.test as Node;
      if (type !== 'WhileStatement') change(node, test.start, test.end, 'true', 'always');
      change(node, test.start, test.end, 'false', 'never');
      break;
    }
    case 'ExpressionStatement':
      change(node, start, end, ';', 'left out');
      break;
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      change(node, start, end, ';', 'left out');
      break;
    case 'AwaitExpression':
      change(node, start, (node.argument as Node).start, '', 'not waited for');
      break;
    case 'ObjectProperty':
      if (parent?.type === 'ObjectExpression') {
        const rest = /^\s*,/.exec(text.slice(end));
        if (rest) change(node, start, end + rest[0].length, '', 'without this field');
      }
      break;
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const hasBody = (node: Node): boolean => isNode(node.body) || isNode(node.block) || isNode(node.consequent);

function childrenOf(node: Node): Node[] {
  return Object.entries(node).flatMap(([name, value]) =>
    name === 'loc' || name.endsWith('Comments') ? [] : [value].flat().filter(isNode),
  );
}
