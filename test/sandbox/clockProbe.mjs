/** Tells the test what `Date` says in a process whose clock can be moved. */
class Birthday extends Date {}

const start = '2026-01-05T09:00:00.000Z';

function observed() {
  const given = new Date(start);
  const format = { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' };
  return {
    now: Date.now(),
    constructed: new Date().getTime(),
    subclass: new Birthday().getTime(),
    called: Date.parse(Date()),
    untouched: {
      given: given.toISOString(),
      fields: new Date(2026, 5, 1).getFullYear(),
      parsed: Date.parse(start),
      utc: Date.UTC(2026, 0, 5, 9),
      isDate: given instanceof Date && structuredClone(given) instanceof Date,
      isSameConstructor: given.constructor === Date,
      isSubclass: new Birthday() instanceof Birthday && new Birthday() instanceof Date,
      name: Date.name,
      length: Date.length,
      cloned: structuredClone(given).toISOString(),
      formatted: new Intl.DateTimeFormat('en-GB', format).format(given),
    },
  };
}

const alive = setInterval(() => undefined, 60_000);

process.on('message', (message) => {
  if (message.probe) process.send(observed());
  if (message.timer !== undefined) setTimeout(() => process.send({ fired: true }), message.timer);
  if (message.finish) {
    clearInterval(alive);
    process.removeAllListeners('message');
  }
});
// This probe's own listener would keep the process alive, which the bot has none of.
process.channel.unref();
process.send({ ready: true });
