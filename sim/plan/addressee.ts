/** Who a drawn request goes to must be there to be asked. */
import type { PlannedRequest } from '../../harness/scenario/request.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';

/** In words, after the kind of the request; undefined: all is well. */
export function addresseeFlaw(
  request: PlannedRequest,
  { services }: Pick<Scenario, 'services'>,
): string | undefined {
  const { follow } = request;
  for (const { to } of follow ? [request, follow] : [request]) {
    const service = services[to];
    if (!service) return `it is sent to '${to}', which is no service of the scenario`;
    if (service.port === undefined) return `it is sent to '${to}', which has no port`;
  }
  return undefined;
}
