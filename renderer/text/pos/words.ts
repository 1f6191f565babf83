import { en as refusalsEn } from '../refusals/en';
import { zhCn as refusalsZhCn } from '../refusals/zh-cn';
import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `pos` words, with the till's refusals under `refusals` (read by code, see `sayRefusal`). */
export const posWords = { 'zh-CN': { refusals: refusalsZhCn, ...zhCn }, en: { refusals: refusalsEn, ...en } } as const;
