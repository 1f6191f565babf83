import type { WordsLike } from '../words-like';
import type { zhCn } from './zh-cn';

/** Words of the shop screens in English. */
export const en = {
  title: 'Shop',
} as const satisfies WordsLike<typeof zhCn>;
