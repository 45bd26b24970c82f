// The site's own clock: what is typed is its wall clock, what is sent is an instant.
function wall(instant, zone) {
  const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-CA", options).formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

export const typed = (zone) => wall(new Date(), zone);
export const dayOf = (instant, zone) => wall(instant, zone).slice(0, 10);

// The instant of a wall clock time; of an hour that comes twice the later one that has come; null for no such time.
export function instantOf(text, zone) {
  const guess = Date.parse(`${text.slice(0, 16)}Z`);
  if (Number.isNaN(guess)) return null;
  const near = Array.from({ length: 57 }, (_, quarter) => new Date(guess + (quarter * 30 - 14 * 60) * 60000));
  const fitting = near.filter((instant) => wall(instant, zone) === text.slice(0, 16));
  return fitting.findLast((instant) => instant <= Date.now()) ?? fitting[0] ?? null;
}

// As the server's lists write it, on the site's clock: 5 Sep 2026, 09:04.
export function shown(instant, zone, language) {
  const [day, time] = wall(new Date(instant), zone).split("T");
  const month = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(new Date(day)).slice(0, 3);
  return `${Number(day.slice(8))} ${month[0].toUpperCase()}${month.slice(1)} ${day.slice(0, 4)}, ${time}`;
}
