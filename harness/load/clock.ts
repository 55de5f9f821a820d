/** Monotonic microseconds, the same in all threads of this machine. */
export function clockUs(): number {
  return Number(process.hrtime.bigint()) / 1000;
}
