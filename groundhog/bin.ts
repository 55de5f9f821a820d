#!/usr/bin/env node
// What an interrupt does while the rest still loads comes first.
import '../harness/early-interrupt.mjs';

await import('./command.ts');
