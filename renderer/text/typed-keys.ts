import type {} from 'i18next';
import type { zhCn as common } from './common/zh-cn';
import type { zhCn as pos } from './pos/zh-cn';
import type { zhCn as region } from './region/zh-cn';
import type { zhCn as shop } from './shop/zh-cn';

/** Types only: every key and every variable in a text is checked, and nothing is bundled by this file. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: { common: typeof common; pos: typeof pos; shop: typeof shop; region: typeof region };
  }
}
