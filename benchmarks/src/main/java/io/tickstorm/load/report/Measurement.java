package io.tickstorm.load.report;

import io.tickstorm.kit.Spread;
import java.util.Locale;

/**
 * One measured claim, as {@code docs/performance/measurements.json} holds it. Immutable.
 *
 * @param id name of the claim, for {@code load figures --record}
 * @param target the intended value; empty if there is none
 * @param median the figure, with its unit
 * @param spread the least and the most, or how often it was measured; may be empty
 * @param command key of the command that measures it
 * @param commit commit whose documents recorded the figure
 * @param date day of that commit, as year-month-day
 * @param machine key of the machine
 * @param readme words for the table of the README; empty to leave it out there
 * @param figure where a result has the figure, as a JSON pointer; empty if it must be read manually
 * @param decimals decimals that a recorded figure is written with
 * @param unit unit of a recorded figure
 * @param scale factor from the result's unit to this one
 */
public record Measurement(
        String id,
        String group,
        String claim,
        String target,
        String median,
        String spread,
        String command,
        String commit,
        String date,
        String machine,
        String readme,
        String figure,
        int decimals,
        String unit,
        double scale) {
    /** Returns this claim with a new figure. */
    Measurement with(Spread measured, String newCommit, String newDate) {
        Spread figures = new Spread(scale * measured.median(), scale * measured.min(), scale * measured.max());
        String number = "%." + decimals + "f";
        String value = String.format(Locale.ROOT, number, figures.median()) + (unit.isEmpty() ? "" : " " + unit);
        String range = figures.min() == figures.max()
                ? "one run"
                : String.format(Locale.ROOT, number + "–" + number, figures.min(), figures.max());
        return new Measurement(
                id, group, claim, target, value, range, command, newCommit, newDate, machine, readme, figure, decimals,
                unit, scale);
    }
}
