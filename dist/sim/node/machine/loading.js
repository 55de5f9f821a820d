/**
 * Imported before libraries and services are, and ended once they are: what they read as they load (is this a cloud, is
 * it production, which Node is it) is the made-up machine's.
 */
import { beginLoading } from './ask.js';
export const endLoading = beginLoading();
