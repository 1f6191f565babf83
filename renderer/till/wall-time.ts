import type { BusinessDate, InstantMs, WallTime } from '#shared/kernel/time';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment as a clock on the store's wall shows it, RFC 9557: `2026-11-22T13:44:05.120+08:00[Asia/Shanghai]`. */
export function wallTime(atMs: InstantMs, zone: string): WallTime {
  const part = partsOf(atMs, zone);
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00';
  const clock = `${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}`;
  return `${dayOf(part)}T${clock}${offset}[${zone}]`;
}

/** The day a moment falls on in the store's zone. */
export function wallDay(atMs: InstantMs, zone: string): BusinessDate {
  return dayOf(partsOf(atMs, zone));
}

type Parts = (type: Intl.DateTimeFormatPartTypes) => string;

function dayOf(part: Parts): BusinessDate {
  return `${part('year')}-${part('month')}-${part('day')}`;
}

function partsOf(atMs: InstantMs, zone: string): Parts {
  const parts = formatOf(zone).formatToParts(atMs);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'longOffset',
  });
  formats.set(zone, format);
  return format;
}
