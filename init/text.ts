/** Reading code as text: what brackets enclose, and the parts of a list or an object literal. No code is run. */

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The position after a string that begins at `at`. */
function afterString(text: string, at: number): number {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
  }
  return text.length;
}

const isQuote = (char: string | undefined) => char === '"' || char === "'" || char === '`';

/** What stands between the bracket at `open` and the one that closes it. */
export function enclosed(text: string, open: number): string {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const char = text[i]!;
    if (isQuote(char)) i = afterString(text, i) - 1;
    else if (char in CLOSING) depth++;
    else if (char === ')' || char === ']' || char === '}') {
      depth--;
      if (depth === 0) return text.slice(open + 1, i);
    }
  }
  return text.slice(open + 1);
}

/** The parts between commas that no bracket encloses. */
export function parts(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < list.length; i++) {
    const char = list[i]!;
    if (isQuote(char)) i = afterString(list, i) - 1;
    else if (char in CLOSING) depth++;
    else if (char === ')' || char === ']' || char === '}') depth--;
    else if (char === ',' && depth === 0) {
      found.push(list.slice(from, i));
      from = i + 1;
    }
  }
  found.push(list.slice(from));
  return found.map((part) => part.trim()).filter((part) => part !== '');
}

/** The entries of an object literal, without what is spread or computed. `{ a }` has the value `a`. */
export function entriesOf(inside: string): [name: string, value: string][] {
  return parts(inside).flatMap((part) => {
    const [, name, value] = /^["']?([A-Za-z_$][\w$]*)["']?\s*(?::\s*([\s\S]*))?$/.exec(part) ?? [];
    return name === undefined ? [] : [[name, value ?? name] as [string, string]];
  });
}

/** The value of a string or number literal; undefined for anything else. */
export function literal(text: string | undefined): string | undefined {
  const [, , inside, number] = /^\s*(?:(["'`])((?:(?!\1)[^\\$])*)\1|(\d[\d_.e]*))\s*$/.exec(text ?? '') ?? [];
  // Of 5000 esbuild makes 5e3.
  return inside ?? (number === undefined ? undefined : String(Number(number.replaceAll('_', ''))));
}
