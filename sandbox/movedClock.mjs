/**
 * Loaded with `--import` before the bot: shifts what `Date` calls now by the milliseconds that the parent process
 * sends as `{latchkeyClockShiftMs}`, and answers with the same message once it is so. `CLOCK_SHIFT_MS` in the environment
 * is the shift it begins with: a process that is started again must not live in the past until it is told. Timers keep real
 * time.
 */
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);

function now() {
  return realNow() + shiftMs;
}

function MovedDate(...fields) {
  if (new.target === undefined) return new RealDate(now()).toString();
  return Reflect.construct(RealDate, fields.length === 0 ? [now()] : fields, new.target);
}

const asOnDate = (value) => ({ value, writable: true, enumerable: false, configurable: true });
Object.defineProperties(MovedDate, {
  name: { value: 'Date', configurable: true },
  length: { value: 7, configurable: true },
  // The very same prototype: `instanceof` holds for dates made before and after.
  prototype: { value: RealDate.prototype, writable: false },
  now: asOnDate(now),
  parse: asOnDate(RealDate.parse),
  UTC: asOnDate(RealDate.UTC),
});
Object.defineProperty(RealDate.prototype, 'constructor', asOnDate(MovedDate));
globalThis.Date = MovedDate;

if (process.send !== undefined) {
  process.on('message', (message) => {
    const wanted = message?.latchkeyClockShiftMs;
    if (typeof wanted !== 'number') return;
    shiftMs = wanted;
    process.send({ latchkeyClockShiftMs: wanted });
  });
  // A sandbox that was killed must not leave its bot behind.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
