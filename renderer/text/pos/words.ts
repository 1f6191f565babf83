import { en as refusalsEn } from '../refusals/en';
import { zhCn as refusalsZhCn } from '../refusals/zh-cn';
import { en } from './en';
import { zhCn } from './zh-cn';

/** Both languages of the `pos` words; under `refusals` also what scanners, rooms and the host say no with (see `sayRefusal`). */
export const posWords = {
  'zh-CN': { ...zhCn, refusals: { ...refusalsZhCn, ...zhCn.refusals } },
  en: { ...en, refusals: { ...refusalsEn, ...en.refusals } },
} as const;
