const decimalsOf: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  KWD: 3,
  BHD: 3,
  JOD: 3,
  OMR: 3,
  TND: 3,
};

/** How many decimals a currency is written with (ISO 4217): JPY 0, CNY and EUR 2, KWD 3. */
export function currencyDecimals(currency: string): number {
  return decimalsOf[currency] ?? 2;
}
