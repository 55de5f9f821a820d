/** `$changeStreamSplitLargeEvent`: an event larger than a reply can hold comes in fragments, each with its own token. */
import { sizeOf } from '../bson/encode.ts';
import { MAX_INTERNAL_BYTES } from '../bson/size.ts';
import { type Doc, setField } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { fragmentToken } from './token.ts';

const MAX_FRAGMENT_BYTES = MAX_INTERNAL_BYTES - 8 * 1024;

/** The fragments of an event, which may be one: the event itself. Small fields come first, as many as fit. */
export function fragmentsOf(event: Doc): Doc[] {
  if (sizeOf(event) <= MAX_FRAGMENT_BYTES) return [event];
  const { _id, ...rest } = event;
  const fields = Object.entries(rest)
    .map(([name, value]) => ({ name, value, bytes: sizeOf({ [name]: value }) - 5 }))
    .sort((a, b) => a.bytes - b.bytes || (a.name < b.name ? -1 : 1));
  const fragments: Doc[] = [];
  let bytes = 0;
  for (const field of fields) {
    let fragment = fragments.at(-1);
    if (!fragment || bytes + field.bytes > MAX_FRAGMENT_BYTES) {
      const at = fragments.length;
      fragment = { _id: fragmentToken(_id as Doc, at), splitEvent: { fragment: at + 1, of: 0 } };
      bytes = sizeOf(fragment);
      fragments.push(fragment);
    }
    setField(fragment, field.name, field.value);
    bytes += field.bytes;
    if (bytes > MAX_FRAGMENT_BYTES)
      fail(
        7182500,
        `Splitting change event failed: fragment size ${bytes} is greater than maximum allowed fragment size ${MAX_FRAGMENT_BYTES}`,
      );
  }
  for (const fragment of fragments) (fragment.splitEvent as Doc).of = fragments.length;
  return fragments;
}
