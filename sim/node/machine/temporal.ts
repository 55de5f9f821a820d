/** `Temporal.Now` where Node has it: it reads a clock that nothing can replace. */
import { answerCalls } from './ask.ts';
import { ZONE } from './facts.ts';

interface Zoned {
  toPlainDate(): unknown;
  toPlainDateTime(): unknown;
  toPlainTime(): unknown;
}
interface Instant {
  toZonedDateTimeISO(zone: unknown): Zoned;
}
interface TemporalApi {
  Instant: { fromEpochMilliseconds(ms: number): Instant };
  Now: object;
}

export function installTemporal(): void {
  const { Temporal } = globalThis as { Temporal?: TemporalApi };
  if (!Temporal) return;
  const instant = () => Temporal.Instant.fromEpochMilliseconds(Date.now());
  const zoned = (zone: unknown = ZONE) => instant().toZonedDateTimeISO(zone);
  answerCalls(Temporal.Now, {
    instant: () => instant(),
    timeZoneId: () => ZONE,
    zonedDateTimeISO: (_life, zone) => zoned(zone),
    plainDateTimeISO: (_life, zone) => zoned(zone).toPlainDateTime(),
    plainDateISO: (_life, zone) => zoned(zone).toPlainDate(),
    plainTimeISO: (_life, zone) => zoned(zone).toPlainTime(),
  });
}
