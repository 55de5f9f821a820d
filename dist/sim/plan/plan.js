/** No seed takes half of it to start. */
export const WARM_UP_MS = 2000;
