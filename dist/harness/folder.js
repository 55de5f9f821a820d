import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
/** Makes a folder and those above it. Node's own `recursive` never ends where one takes no others, such as /proc. */
export function makeFolder(dir) {
    if (existsSync(dir))
        return;
    makeFolder(path.dirname(path.resolve(dir)));
    try {
        mkdirSync(dir);
    }
    catch (error) {
        // Another shard may have been quicker.
        if (!existsSync(dir))
            throw error;
    }
}
