import type { Words } from '../catalog/garment';

/**
 * Names said differently on the floor than the taxonomy's translation has it: machine words corrected (货物裤 is a
 * cargo ship's), and headings shortened. Everything else keeps the taxonomy's own name.
 */
export const floorNames: Readonly<Record<string, Partial<Words>>> = {
  'aa-1-6-4': { zh: '吊带背心' },
  'aa-1-10-6': { zh: '马甲' },
  'aa-1-12-2': { zh: '工装裤' },
  'aa-1-12-3': { zh: '奇诺裤' },
  'aa-1-12-5': { zh: '牛仔打底裤' },
  'aa-1-12-7': { zh: '束脚裤' },
  'aa-1-12-8': { zh: '打底裤' },
  'aa-1-12-11': { zh: '西裤' },
  'aa-1-13': { zh: '上衣', en: 'Tops' },
  'aa-1-13-5': { zh: '衬衫外套' },
  'aa-1-13-6': { zh: 'Polo 衫' },
  'aa-1-13-8': { en: 'T-shirts' },
  'aa-1-13-9': { zh: '背心' },
  'aa-1-13-11': { zh: '长衫' },
  'aa-1-14-2': { zh: '工装短裤' },
  'aa-1-14-3': { zh: '奇诺短裤' },
  'aa-1-15': { zh: '半身裙' },
  'aa-1-23-2': { zh: '纱丽' },
  'aa-2-17-2': { zh: '毛线帽' },
  'aa-5-4-1': { zh: '法棍包' },
  'aa-8': { zh: '鞋' },
  'aa-8-7': { zh: '拖鞋' },
  'aa-8-8': { zh: '休闲运动鞋' },
};
