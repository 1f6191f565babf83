import type { WordsLike } from '../words-like';
import type { zhCn } from './zh-cn';

/** Words of the pos screens in English. */
export const en = {
  title: 'Till',
} as const satisfies WordsLike<typeof zhCn>;
