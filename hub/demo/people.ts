import type { Words } from '#shared/catalog/garment';

/**
 * Everyone who may sign in to the demo, with PIN or password. They are invented and public: README shows this table.
 * Clerks have four digits; leads and managers, who may approve, have six.
 */
export type DemoColleague = {
  readonly store: string;
  readonly name: Words;
  readonly role: 'clerk' | 'lead' | 'manager';
  readonly language: 'zh-CN' | 'en';
  readonly pin: string;
};

export const demoStaff: readonly DemoColleague[] = [
  { store: 'JA', name: { zh: '宁舒', en: 'Ning Shu' }, role: 'lead', language: 'zh-CN', pin: '260718' },
  { store: 'JA', name: { zh: '唐小满', en: 'Tang Xiaoman' }, role: 'clerk', language: 'zh-CN', pin: '2580' },
  { store: 'JA', name: { zh: '何里', en: 'Leo He' }, role: 'clerk', language: 'en', pin: '3714' },
  { store: 'HQ', name: { zh: '陆闻', en: 'Lu Wen' }, role: 'lead', language: 'zh-CN', pin: '480263' },
  { store: 'HQ', name: { zh: '苏禾', en: 'Su He' }, role: 'clerk', language: 'zh-CN', pin: '4168' },
  { store: 'XH', name: { zh: '顾青', en: 'Gu Qing' }, role: 'manager', language: 'zh-CN', pin: '935207' },
  { store: 'XH', name: { zh: '姜一帆', en: 'Jiang Yifan' }, role: 'clerk', language: 'zh-CN', pin: '8361' },
  { store: 'BER', name: { zh: '安娜·福格特', en: 'Anna Vogt' }, role: 'lead', language: 'en', pin: '317540' },
  { store: 'BER', name: { zh: '约纳斯·凯勒', en: 'Jonas Keller' }, role: 'clerk', language: 'en', pin: '6024' },
  { store: 'MUC', name: { zh: '莱娅·胡贝尔', en: 'Lea Huber' }, role: 'lead', language: 'en', pin: '528163' },
  { store: 'MUC', name: { zh: '保罗·勃兰特', en: 'Paul Brandt' }, role: 'clerk', language: 'en', pin: '7391' },
  { store: 'CGN', name: { zh: '米娅·施密茨', en: 'Mia Schmitz' }, role: 'lead', language: 'en', pin: '640271' },
  { store: 'HAM', name: { zh: '芬·汉森', en: 'Finn Hansen' }, role: 'lead', language: 'en', pin: '715938' },
  { store: 'VIE', name: { zh: '克拉拉·格鲁伯', en: 'Klara Gruber' }, role: 'lead', language: 'en', pin: '829406' },
];

/** Regional managers sign in to the region page with name and password. */
export type DemoManager = {
  readonly tenant: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
};

export const demoManagers: readonly DemoManager[] = [
  { tenant: 'yanxia', login: 'luyan', name: '陆妍 Lu Yan', password: 'linen-thread-26' },
  { tenant: 'sunrise', login: 'weiss', name: 'Clara Weiss', password: 'amber-button-26' },
];
