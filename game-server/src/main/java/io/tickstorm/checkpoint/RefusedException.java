package io.tickstorm.checkpoint;

/** Reports that a checkpoint cannot be restored; the message completes a sentence for the operator. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String why) {
        super(why);
    }
}
