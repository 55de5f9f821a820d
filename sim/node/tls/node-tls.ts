/** Node's own `tls`, loaded when it is first needed: it loads what keeps the timers that it finds, so not before they are replaced. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const nodeTls = (): typeof import('node:tls') => require('node:tls');
