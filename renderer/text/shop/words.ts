import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `shop` words. */
export const shopWords = { 'zh-CN': zhCn, en } as const;
