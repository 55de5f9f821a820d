/** `Temporal.Now` where Node has it: it reads a clock that nothing can replace. */
import { answerCalls } from './ask.js';
import { ZONE } from './facts.js';
export function installTemporal() {
    const { Temporal } = globalThis;
    if (!Temporal)
        return;
    const instant = () => Temporal.Instant.fromEpochMilliseconds(Date.now());
    const zoned = (zone = ZONE) => instant().toZonedDateTimeISO(zone);
    answerCalls(Temporal.Now, {
        instant: () => instant(),
        timeZoneId: () => ZONE,
        zonedDateTimeISO: (_life, zone) => zoned(zone),
        plainDateTimeISO: (_life, zone) => zoned(zone).toPlainDateTime(),
        plainDateISO: (_life, zone) => zoned(zone).toPlainDate(),
        plainTimeISO: (_life, zone) => zoned(zone).toPlainTime(),
    });
}
