const DURATION =
  /^P(?:(?<days>\d+(?:\.\d+)?)D)?(?:T(?:(?<hours>\d+(?:\.\d+)?)H)?(?:(?<minutes>\d+(?:\.\d+)?)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?$/i;

/** Minutes of an ISO 8601 duration such as `PT1H45M` or `P1D`, seconds rounded; `undefined` when it is none. */
export function minutesOfDuration(duration: string): number | undefined {
  const parts: Readonly<Record<string, string | undefined>> | undefined = DURATION.exec(duration)?.groups;
  if (parts === undefined || Object.values(parts).every((part) => part === undefined)) return undefined;
  const amount = (name: string): number => Number(parts[name] ?? 0);
  return Math.round(
    amount('days') * 1440 + amount('hours') * 60 + amount('minutes') + amount('seconds') / 60,
  );
}

/** `PT1H45M` of 105: the ISO 8601 duration of whole minutes, hours at most as Graph writes them. */
export function durationOfMinutes(minutes: number): string {
  if (!Number.isSafeInteger(minutes) || minutes < 0) throw new RangeError('Not a whole number of minutes');
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`;
}
