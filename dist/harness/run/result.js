/** What a run under load came to, as it is saved: all that the report shows, and nothing it has to work out. */
export const LOAD_FORMAT = 'groundhog-load';
/** 1 took what was under way at the end for failures, and told percentiles above the maximum. */
export const LOAD_VERSION = 2;
