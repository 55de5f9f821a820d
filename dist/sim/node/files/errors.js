/** Errors of the file system, as libuv words them. */
import { getSystemErrorMap } from 'node:util';
const byCode = new Map([...getSystemErrorMap()].map(([errno, [code, text]]) => [code, { errno, text }]));
export function fileError(code, syscall, path, dest) {
    const { errno, text } = byCode.get(code) ?? { errno: -1, text: code };
    const where = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`;
    return Object.assign(new Error(`${code}: ${text}, ${syscall}${where}`), {
        errno,
        code,
        syscall,
        ...(path !== undefined && { path }),
        ...(dest !== undefined && { dest }),
    });
}
