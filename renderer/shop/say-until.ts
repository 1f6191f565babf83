import type { InstantMs } from '#shared/kernel/time';
import type { Language } from '../text/language';

/** A day and an hour to come, as people say them: “Tue 24 Nov, 14:05”, 「11月24日周二 14:05」. Years are left out: it is soon. */
export function sayUntil(atMs: InstantMs, language: Language): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);
}
