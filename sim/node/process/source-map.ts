/** Stacks, and debuggers, name the line that a person wrote, also where esbuild stands between. */
import { SourceMap } from 'node:module';
import path from 'node:path';
import { sourceText } from '../../bugs/planted.ts';
import type { ModuleSource } from './source.ts';

/** A place in a stack: a file, a line and a column. */
const PLACE = /((?:file:\/\/)?\/[^\s():]+):(\d+):(\d+)/g;

/** What tells a debugger of what a file was made of; nothing for one that is taken as it stands. */
export function mapComment({ file, map }: ModuleSource): string {
  if (map === undefined) return '';
  const made = JSON.parse(map) as { sources: string[] };
  const sources = made.sources.map((name) => path.resolve(path.dirname(file), name));
  const sourcesContent = sources.map((name) => (name === file ? sourceText(file) : null));
  const whole = Buffer.from(JSON.stringify({ ...made, sources, sourcesContent })).toString('base64');
  return `\n//# sourceMappingURL=data:application/json;base64,${whole}`;
}

export class StackMapper {
  readonly #sources = new Map<string, ModuleSource>();
  readonly #maps = new Map<string, SourceMap>();

  add(source: ModuleSource): void {
    if (source.map !== undefined) this.#sources.set(source.file, source);
  }

  /** The text with every place in a file that was translated put right. */
  map(text: string): string {
    if (this.#sources.size === 0 || !text.includes(':')) return text;
    return text.replace(PLACE, (all, file: string, line: string, column: string) => {
      const map = this.#mapOf(file);
      if (!map) return all;
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1) as {
        originalLine?: number;
        originalColumn?: number;
      };
      if (entry.originalLine === undefined) return all;
      return `${file}:${entry.originalLine + 1}:${entry.originalColumn! + 1}`;
    });
  }

  #mapOf(file: string): SourceMap | undefined {
    const source = this.#sources.get(file);
    if (!source) return undefined;
    let map = this.#maps.get(file);
    if (!map) {
      map = new SourceMap(JSON.parse(source.map!));
      this.#maps.set(file, map);
    }
    return map;
  }
}
