/** The recorded cases that the model does not answer as the server did, each with the reason. */
export const MISSING: Record<string, string> = {
  'random query 101-3':
    '4.4.0 counts the memory of a sort with a limit below zero and then refuses it (code 292); the model has no memory limit',
};
