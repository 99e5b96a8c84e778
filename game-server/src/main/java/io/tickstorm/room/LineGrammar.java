package io.tickstorm.room;

/**
 * Decides, code point by code point, whether a line of text can be shown: invisible characters are allowed only where
 * they change the look of a visible one. The client's copy is {@code web-client/src/ui/line-grammar.ts}. One thread.
 */
final class LineGrammar {
    /** The most stacked marks. */
    private static final int MARKS_MAX = 2;
    /** The most marks of any kind on one character. */
    private static final int ALL_MARKS_MAX = 5;

    /** The most tags of a flag: a region has two to six letters and digits. */
    private static final int TAGS_MAX = 6;

    private static final int FLAG = 0x1F3F4;
    private static final int TAG_OFFSET = 0xE0000;
    private static final int TAG_END = 0xE007F;

    private CharacterKind before = CharacterKind.BLANK;
    private boolean isEmpty = true;
    private boolean isVisible;
    private boolean isFlag;
    private int marks;
    private int allMarks;
    /** The number of tags of an incomplete flag; -1 outside of a flag. */
    private int tags = -1;

    /** Returns true if the line may continue with this code point; otherwise the code point is ignored. */
    boolean accepts(int codePoint) {
        CharacterKind kind = CharacterKind.of(codePoint);
        if (tags >= 0 && kind != CharacterKind.TAG) {
            return false;
        }
        boolean isAccepted = switch (kind) {
            case REFUSED -> false;
            case BLANK -> before != CharacterKind.JOINER;
            case MARK -> !isEmpty && marks < MARKS_MAX && allMarks < ALL_MARKS_MAX;
            case ATTACHED -> !isEmpty && allMarks < ALL_MARKS_MAX;
            case JOINER -> before.isVisible() || before.isMark() || before == CharacterKind.VARIATION;
            case VARIATION -> before.isVisible() || before.isMark();
            case TAG -> acceptsTag(codePoint);
            case PLAIN, MODIFIER, REGIONAL -> true;
        };
        if (isAccepted) {
            accept(kind, codePoint);
        }
        return isAccepted;
    }

    private boolean acceptsTag(int codePoint) {
        if (tags < 0 && !isFlag) {
            return false;
        }
        int letter = codePoint - TAG_OFFSET;
        boolean isLetter = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
        return codePoint == TAG_END ? tags > 1 : isLetter && tags < TAGS_MAX;
    }

    private void accept(CharacterKind kind, int codePoint) {
        isEmpty = false;
        isFlag = codePoint == FLAG;
        if (kind == CharacterKind.TAG) {
            tags = codePoint == TAG_END ? -1 : Math.max(0, tags) + 1;
        }
        if (kind.isMark()) {
            marks = kind == CharacterKind.MARK ? marks + 1 : 0;
            allMarks++;
        } else if (kind != CharacterKind.JOINER && kind != CharacterKind.VARIATION) {
            marks = 0;
            allMarks = 0;
            isVisible |= kind.isVisible();
        }
        before = kind;
    }

    /** Returns true if the line may end here and has a visible character. */
    boolean mayEnd() {
        return isVisible && tags < 0 && before != CharacterKind.JOINER;
    }
}
