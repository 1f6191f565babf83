/** Words of the region screens. Chinese is the source. */
export const zhCn = {
  title: '区域',
} as const;
