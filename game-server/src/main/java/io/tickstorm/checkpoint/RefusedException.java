package io.tickstorm.checkpoint;

/** A checkpoint that no room can be made of; the message is the end of a sentence for a person. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String why) {
        super(why);
    }
}
