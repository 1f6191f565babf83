import type { WordsLike } from '../words-like';
import type { zhCn } from './zh-cn';

/** Words of the region screens in English. */
export const en = {
  title: 'Region',
} as const satisfies WordsLike<typeof zhCn>;
