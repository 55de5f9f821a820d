/** Search and its indexes are of Atlas alone: a server of one's own knows of them since 7.0, and refuses them. */
import { fail } from '../errors.ts';

export const refuseSearch = (): never =>
  fail(
    31082,
    'Using Atlas Search Database Commands and the $listSearchIndexes aggregation stage requires additional configuration. Please connect to Atlas or an AtlasCLI local deployment to enable. For more information on how to connect, see https://dochub.mongodb.org/core/atlas-cli-deploy-local-reqs.',
  );
