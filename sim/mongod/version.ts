/** Which version of the server a member is, and what each version calls itself. */
import { SERVER_VERSIONS, type ServerVersion } from '../../harness/mongo/server-version.ts';

export { SERVER_VERSIONS, type ServerVersion, USUAL_VERSION } from '../../harness/mongo/server-version.ts';

/** Whether what came with `since` is there. */
export const isAtLeast = (version: ServerVersion, since: ServerVersion): boolean =>
  SERVER_VERSIONS.indexOf(version) >= SERVER_VERSIONS.indexOf(since);

interface Release {
  /** The patch that it is: of 4.4 the one that was recorded. */
  version: string;
  /** The newest wire version spoken. */
  wire: number;
}

export const RELEASES: Readonly<Record<ServerVersion, Release>> = {
  '4.4': { version: '4.4.0', wire: 9 },
  '5.0': { version: '5.0.31', wire: 13 },
  '6.0': { version: '6.0.20', wire: 17 },
  '7.0': { version: '7.0.16', wire: 21 },
  '8.0': { version: '8.0.4', wire: 25 },
};
