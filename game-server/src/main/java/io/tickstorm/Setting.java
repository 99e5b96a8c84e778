package io.tickstorm;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values that an option may have. {@link SettingRanges} reads them for the help text, the validation and
 * {@code --print-config}. The default stands in the option's {@code defaultValue}.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
    /** The smallest value. */
    int min();

    /** The largest value. */
    int max();

    /** The unit of the value, such as {@code ms}; empty for a count. */
    String unit() default "";
}
