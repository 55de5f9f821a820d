/** Stacks name the line that a person wrote, also where esbuild stands between. */
import { SourceMap } from 'node:module';
/** A place in a stack: a file, a line and a column. */
const PLACE = /((?:file:\/\/)?\/[^\s():]+):(\d+):(\d+)/g;
export class StackMapper {
    #sources = new Map();
    #maps = new Map();
    add(source) {
        if (source.map !== undefined)
            this.#sources.set(source.file, source);
    }
    /** The text with every place in a file that was translated put right. */
    map(text) {
        if (this.#sources.size === 0 || !text.includes(':'))
            return text;
        return text.replace(PLACE, (all, file, line, column) => {
            const map = this.#mapOf(file);
            if (!map)
                return all;
            const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
            if (entry.originalLine === undefined)
                return all;
            return `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
        });
    }
    #mapOf(file) {
        const source = this.#sources.get(file);
        if (!source)
            return undefined;
        let map = this.#maps.get(file);
        if (!map) {
            map = new SourceMap(JSON.parse(source.map));
            this.#maps.set(file, map);
        }
        return map;
    }
}
