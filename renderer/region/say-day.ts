import type { TFunction } from 'i18next';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import type { Language } from '../text/language';

function dayStart(atMs: InstantMs): InstantMs {
  return new Date(atMs).setHours(0, 0, 0, 0);
}

/** The day of a moment as a person says it: today, yesterday, `11-01`, and with its year once that is another. */
export function sayDay(t: TFunction<'region'>, atMs: InstantMs, nowMs: InstantMs): string {
  // Twelve hours added, so that a day of 23 or 25 hours is still one day.
  const days = Math.floor((dayStart(nowMs) - dayStart(atMs) + DAY_MS / 2) / DAY_MS);
  if (days === 0) return t('day.today');
  if (days === 1) return t('day.yesterday');
  const date = new Date(atMs);
  const monthAndDay = `${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  return date.getFullYear() === new Date(nowMs).getFullYear() ? monthAndDay : `${date.getFullYear()}-${monthAndDay}`;
}

/** Hours and minutes, 24 hours a day. */
export function sayClock(atMs: InstantMs): string {
  const date = new Date(atMs);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** A day with its month in words, for sentences: “3 March”, 「3 月 3 日」. */
export function sayDate(atMs: InstantMs, nowMs: InstantMs, language: Language): string {
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  const text = new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(atMs);
  // Digits stand apart from Chinese signs, as everywhere on the page.
  return text.replace(/(?<=\d)(?=[年月日])|(?<=[年月])(?=\d)/g, ' ');
}
