/** Words of the pos screens. Chinese is the source. */
export const zhCn = {
  title: '收银台',
} as const;
