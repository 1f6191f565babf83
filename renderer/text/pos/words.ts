import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `pos` words. */
export const posWords = { 'zh-CN': zhCn, en } as const;
