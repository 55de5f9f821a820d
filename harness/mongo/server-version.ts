/** The versions of MongoDB that the model can be: what a scenario or a flag may name. */

export const SERVER_VERSIONS = ['4.4', '5.0', '6.0', '7.0', '8.0'] as const;
export type ServerVersion = (typeof SERVER_VERSIONS)[number];

/** What the model is when nobody says otherwise. */
export const USUAL_VERSION: ServerVersion = '8.0';

export const isServerVersion = (text: unknown): text is ServerVersion =>
  SERVER_VERSIONS.includes(text as ServerVersion);
