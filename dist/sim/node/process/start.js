import { fileModules } from '../files/api.js';
import { FileCalls } from '../files/calls.js';
import { filesOf } from '../files/tree.js';
import { Builtins } from './builtins.js';
import { makeGlobals } from './globals.js';
import { Modules } from './modules.js';
import { VirtualProcess } from './process.js';
/** Resolves once the entry has been evaluated, top-level await included; never, if the process ends before. */
export function startProcess(host, program, options = {}) {
    const process = new VirtualProcess(host, program.entry, (stack) => program.mapStack(stack), options);
    host.process = process;
    let web;
    const globals = makeGlobals(process, () => {
        web ??= new Modules(program.web, around);
        return web.requireMain();
    });
    const tree = filesOf(host);
    tree.show(program.roots);
    const files = fileModules(new FileCalls(tree, () => process.object.cwd(), (fd, chunk) => process.write(fd, chunk)));
    const around = { globals, builtin: (name) => builtins.get(name) };
    const modules = new Modules(program, around);
    const builtins = new Builtins({ globals, files, requireFor: (from) => modules.requireFor(from) });
    return new Promise((resolve) => {
        const ended = modules.runMain();
        if (!ended)
            resolve();
        else
            ended.then(() => resolve(), (error) => process.uncaught(error, 'uncaughtException'));
    });
}
