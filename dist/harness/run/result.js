export const LOAD_FORMAT = 'groundhog-load';
/** 1 took what was under way at the end for failures; 2 was of one shop, and had no words of a scenario. */
export const LOAD_VERSION = 3;
