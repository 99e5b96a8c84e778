import {
  ATTACHED,
  BLANK,
  JOINER,
  MARK,
  MODIFIER,
  PLAIN,
  RANGES,
  REFUSED,
  REGIONAL,
  TAG,
  VARIATION,
} from "../gen/characters";

/** The most marks on top of each other. */
const MARKS_MAX = 2;
/** The marks of any kind on one character. */
const ALL_MARKS_MAX = 5;
/** The tags of a flag: a region has two to six letters and digits. */
const TAGS_MAX = 6;
const FLAG = 0x1f3f4;
const TAG_OFFSET = 0xe0000;
const TAG_END = 0xe007f;

/** Returns the role of a code point in a line of text: one of the constants of gen/characters. */
export function kindOf(codePoint: number): number {
  let low = 0;
  let high = RANGES.length / 3 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (codePoint < (RANGES[3 * middle] ?? 0)) high = middle - 1;
    else if (codePoint > (RANGES[3 * middle + 1] ?? 0)) low = middle + 1;
    else return RANGES[3 * middle + 2] ?? PLAIN;
  }
  return PLAIN;
}

const isVisible = (kind: number) => kind === PLAIN || kind === MODIFIER || kind === REGIONAL;
const isMark = (kind: number) => kind === MARK || kind === ATTACHED;

/**
 * Decides, code point by code point, whether a line of text can be shown. Invisible characters are
 * accepted only where they change a visible one. LineGrammar.java is its twin.
 */
export class LineGrammar {
  private before = BLANK;
  private isEmpty = true;
  private isVisible = false;
  private isFlag = false;
  private marks = 0;
  private allMarks = 0;
  /** The tags of a flag that is not complete; -1 outside of one. */
  private tags = -1;

  /**
   * Returns true if the line may continue with this code point; otherwise the code point is
   * ignored.
   */
  accepts(codePoint: number): boolean {
    const kind = kindOf(codePoint);
    if (this.tags >= 0 && kind !== TAG) return false;
    const accepted = this.fits(kind, codePoint);
    if (accepted) this.accept(kind, codePoint);
    return accepted;
  }

  private fits(kind: number, codePoint: number): boolean {
    const { before } = this;
    switch (kind) {
      case REFUSED:
        return false;
      case BLANK:
        return before !== JOINER;
      case MARK:
        return !this.isEmpty && this.marks < MARKS_MAX && this.allMarks < ALL_MARKS_MAX;
      case ATTACHED:
        return !this.isEmpty && this.allMarks < ALL_MARKS_MAX;
      case JOINER:
        return isVisible(before) || isMark(before) || before === VARIATION;
      case VARIATION:
        return isVisible(before) || isMark(before);
      case TAG:
        return this.acceptsTag(codePoint);
      default:
        return true;
    }
  }

  private acceptsTag(codePoint: number): boolean {
    if (this.tags < 0 && !this.isFlag) return false;
    if (codePoint === TAG_END) return this.tags > 1;
    return /^[0-9a-z]$/.test(String.fromCharCode(codePoint - TAG_OFFSET)) && this.tags < TAGS_MAX;
  }

  private accept(kind: number, codePoint: number): void {
    this.isEmpty = false;
    this.isFlag = codePoint === FLAG;
    if (kind === TAG) this.tags = codePoint === TAG_END ? -1 : Math.max(0, this.tags) + 1;
    if (isMark(kind)) {
      this.marks = kind === MARK ? this.marks + 1 : 0;
      this.allMarks++;
    } else if (kind !== JOINER && kind !== VARIATION) {
      this.marks = 0;
      this.allMarks = 0;
      this.isVisible ||= isVisible(kind);
    }
    this.before = kind;
  }

  /** Returns true if the line may end here and shows something. */
  mayEnd(): boolean {
    return this.isVisible && this.tags < 0 && this.before !== JOINER;
  }
}
