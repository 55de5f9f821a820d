import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { addressOf, inUrl, inWords, pauseAt } from './flags.ts';

describe('where a debugger attaches', () => {
  test.each([
    ['9230', '127.0.0.1:9230'],
    ['0', '127.0.0.1:0'],
    ['localhost', 'localhost:9229'],
    ['localhost:9230', 'localhost:9230'],
    ['0.0.0.0:9230', '0.0.0.0:9230'],
    ['[::1]:9230', '[::1]:9230'],
    ['[::1]', '[::1]:9229'],
  ])('%s', (text, address) => {
    expect(inUrl(addressOf(text))).toBe(address);
  });

  test.each(['', ':', 'host:', ':9229', '65536', '92 30', 'a:b:1'])('not %j', (text) => {
    expect(() => addressOf(text)).toThrow(InvalidArgumentError);
  });
});

describe('what it stops at', () => {
  test.each([
    ['start', 'before the first event'],
    ['violation', 'where the violation is found'],
    ['event:5120', 'at event 5,120'],
    ['3.2s', 'at +3.200s'],
    ['3.2', 'at +3.200s'],
    ['-150ms', 'at -0.150s'],
  ])('%s', (text, words) => {
    expect(inWords(pauseAt(text))).toBe(words);
  });

  test.each(['', 'event:0', 'event:x', 'noon', '3m', '1.s'])('not %j', (text) => {
    expect(() => pauseAt(text)).toThrow(InvalidArgumentError);
  });
});
