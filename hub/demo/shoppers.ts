/**
 * An invented shopper.
 * @property phone from ranges no shop will meet by chance: +86 199 0000 xxxx, and the German numbers kept for films (+49 176 040690 xx)
 * @property tops, waist, shoes sizes that fit
 * @property online what their phone does: nothing, looks and joins, or orders as well
 * @property customerNumber number in the online shop's old records, shown at the counter
 */
export type Shopper = {
  readonly key: string;
  readonly name: string;
  readonly phone: string;
  readonly store: string;
  readonly cut: 'women' | 'men';
  readonly tops: string;
  readonly waist: string;
  readonly shoes: string;
  readonly online: 'no' | 'looks' | 'orders';
  readonly customerNumber?: string;
};

type Row = readonly [
  name: string,
  tail: string,
  store: string,
  cut: 'w' | 'm',
  tops: string,
  waist: string,
  shoes: string,
  online: Shopper['online'],
  customerNumber?: string,
];

const yanxia: readonly Row[] = [
  ['沈知夏', '6021', 'JA', 'w', 'M', '28', '37', 'orders'],
  ['周曼', '1187', 'JA', 'w', 'S', '26', '36', 'orders'],
  ['林岚', '2043', 'JA', 'w', 'L', '29', '39', 'looks'],
  ['陈嘉树', '3390', 'JA', 'm', 'L', '32', '42', 'looks'],
  ['许念', '4458', 'JA', 'w', 'XS', '25', '35', 'no'],
  ['何清和', '5512', 'JA', 'w', 'M', '27', '38', 'orders'],
  ['宋棠', '6674', 'JA', 'w', 'S', '26', '37', 'no'],
  ['江予安', '7705', 'JA', 'm', 'M', '31', '41', 'orders'],
  ['陆时雨', '8816', 'JA', 'w', 'M', '28', '38', 'looks'],
  ['叶青岚', '9927', 'JA', 'w', 'L', '30', '39', 'no'],
  ['温如许', '1038', 'JA', 'w', 'S', '27', '36', 'orders'],
  ['顾南星', '2149', 'JA', 'm', 'XL', '34', '43', 'no'],
  ['苏锦年', '3250', 'JA', 'w', 'XS', '25', '36', 'looks'],
  ['秦望舒', '4361', 'HQ', 'w', 'M', '28', '37', 'orders'],
  ['白露鸣', '5472', 'HQ', 'm', 'L', '33', '42', 'no'],
  ['韩朝朝', '6583', 'HQ', 'w', 'S', '26', '36', 'looks'],
  ['谢云舒', '7694', 'HQ', 'w', 'M', '27', '38', 'orders'],
  ['唐采薇', '8705', 'HQ', 'w', 'L', '30', '40', 'no'],
  ['方知意', '9816', 'HQ', 'w', 'M', '28', '37', 'looks'],
  ['程砚', '1927', 'HQ', 'm', 'M', '31', '41', 'looks'],
  ['姚星河', '2038', 'HQ', 'm', 'L', '32', '43', 'orders'],
  ['柳拾光', '3149', 'HQ', 'w', 'S', '26', '37', 'no'],
  ['孟晚夏', '4250', 'HQ', 'w', 'XL', '31', '40', 'looks'],
  ['梁简', '5361', 'XH', 'm', 'XL', '36', '44', 'no'],
  ['赵以沫', '6472', 'XH', 'w', 'S', '27', '36', 'orders'],
  ['吴桐', '7583', 'XH', 'w', 'M', '28', '38', 'looks'],
  ['郑晚晴', '8694', 'XH', 'w', 'XS', '25', '35', 'orders'],
  ['王若水', '9705', 'XH', 'w', 'M', '28', '37', 'no'],
  ['冯霁月', '1816', 'XH', 'w', 'L', '29', '39', 'orders'],
  ['罗云起', '2927', 'XH', 'm', 'M', '30', '41', 'looks'],
  ['蒋蔚然', '3038', 'XH', 'w', 'M', '27', '38', 'no'],
  ['袁知微', '4149', 'XH', 'w', 'S', '26', '36', 'looks'],
  ['邓子衿', '5250', 'XH', 'w', 'L', '30', '39', 'no'],
  ['蓝汐', '6361', 'XH', 'w', 'M', '28', '37', 'orders'],
];

const sunrise: readonly Row[] = [
  ['Hanna Lorenz', '01', 'BER', 'w', 'S', '26', '37', 'no', '1252'],
  ['Emil Richter', '02', 'BER', 'm', 'L', '33', '43', 'no', '782'],
  ['Nora Seidel', '03', 'BER', 'w', 'M', '28', '38', 'no'],
  ['Theo Wagner', '04', 'BER', 'm', 'M', '31', '42', 'no', '1232'],
  ['Ida Baumann', '05', 'MUC', 'w', 'S', '27', '36', 'no', '1371'],
  ['Luis Eder', '06', 'MUC', 'm', 'L', '32', '42', 'no'],
  ['Greta Moser', '07', 'MUC', 'w', 'L', '29', '39', 'no', '832'],
  ['Oskar Thiel', '08', 'CGN', 'm', 'M', '31', '41', 'no'],
  ['Frida Petersen', '09', 'HAM', 'w', 'M', '28', '38', 'no'],
  ['Marie Steiner', '10', 'VIE', 'w', 'S', '26', '37', 'no'],
];

export const yanxiaShoppers: readonly Shopper[] = yanxia.map((row) => shopperOf(row, '+861990000'));
export const sunriseShoppers: readonly Shopper[] = sunrise.map((row) => shopperOf(row, '+49176040690'));

function shopperOf([name, tail, store, cut, tops, waist, shoes, online, customerNumber]: Row, stem: string): Shopper {
  return {
    key: `${store}-${tail}`,
    name,
    phone: `${stem}${tail}`,
    store,
    cut: cut === 'w' ? 'women' : 'men',
    tops,
    waist,
    shoes,
    online,
    ...(customerNumber === undefined ? {} : { customerNumber }),
  };
}
