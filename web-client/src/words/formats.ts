/** Writes numbers as one language does. */
export class Formats {
  private readonly numbers = new Map<number, Intl.NumberFormat>();
  private readonly shares: Intl.NumberFormat;
  private readonly plurals: Intl.PluralRules;

  /** `tag` names the language by its tag of BCP 47. */
  constructor(readonly tag: string) {
    this.shares = new Intl.NumberFormat(tag, { style: "percent" });
    this.plurals = new Intl.PluralRules(tag);
  }

  /** Returns a number with exactly this many digits after the decimal sign. */
  number(value: number, digits = 0): string {
    let format = this.numbers.get(digits);
    if (format === undefined) {
      const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      format = new Intl.NumberFormat(this.tag, exact);
      this.numbers.set(digits, format);
    }
    return format.format(value);
  }

  /** Returns a share of 0 to 1 in percent. */
  percent(share: number): string {
    return this.shares.format(share);
  }

  /** Returns a time with tenths of a second: 2.4 s. A negative one counts as 0. */
  seconds(ms: number): string {
    return `${this.number(Math.max(0, ms) / 1000, 1)} s`;
  }

  /** Returns a time in milliseconds, such as "23 ms". */
  ms(ms: number, digits = 0): string {
    return `${this.number(ms, digits)} ms`;
  }

  /** Returns one of two texts by the plural rules of the language; `#` in it becomes the number. */
  count(count: number, one: string, other: string): string {
    const text = this.plurals.select(count) === "one" ? one : other;
    return text.replace("#", this.number(count));
  }
}
