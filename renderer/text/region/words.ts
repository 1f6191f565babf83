import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `region` words. */
export const regionWords = { 'zh-CN': zhCn, en } as const;
