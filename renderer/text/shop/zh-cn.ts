/** Words of the shop screens. Chinese is the source. */
export const zhCn = {
  title: '门店',
} as const;
