import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `common` words. */
export const commonWords = { 'zh-CN': zhCn, en } as const;
