#!/usr/bin/env node
import '../harness/early-interrupt.mjs';
