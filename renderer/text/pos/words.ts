import { en as refusalsEn } from '../refusals/en';
import { zhCn as refusalsZhCn } from '../refusals/zh-cn';
import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `pos` words; under `refusals` what the till says no with (see `sayRefusal`). */
export const posWords = {
  'zh-CN': { ...zhCn, refusals: refusalsZhCn },
  en: { ...en, refusals: refusalsEn },
} as const;
