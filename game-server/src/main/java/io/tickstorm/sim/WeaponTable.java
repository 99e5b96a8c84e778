package io.tickstorm.sim;

import io.tickstorm.shared.GameData;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * The rows of {@code weapons.data}, which explains its columns. The file is read once and checked against the limits of
 * the wire; each fault has its own message. Immutable. Any thread.
 */
final class WeaponTable {
    /**
     * The most weapons: bits 0-3 of an input command are buttons, and the record of a bolt or a beam has 2 bits for its
     * weapon.
     */
    private static final int WEAPONS_MAX = 4;
    /** The longest range: the length of a beam has 10 bits. */
    private static final int RANGE_MAX_U = 1023;
    /** The longest life: the age of a bolt has 8 bits, in ticks of at most 128 Hz. */
    private static final int LIFE_MAX_MS = 1900;

    private static final String ABSENT = "-";
    private static final List<String> COLUMNS = List.of(
            "name",
            "id",
            "button",
            "kind",
            "damage",
            "push_us",
            "shots",
            "per_ms",
            "parts",
            "range_u",
            "speed_us",
            "life_ms",
            "radius_u",
            "muzzle_u");

    /**
     * One weapon; columns that do not apply to its kind are 0. {@code variant} is the index among the weapons of its
     * kind.
     */
    record Row(
            String name,
            int id,
            int button,
            Weapon.Kind kind,
            int variant,
            int damage,
            int pushUs,
            int shots,
            int perMs,
            int parts,
            int rangeU,
            int speedUs,
            int lifeMs,
            int radiusU,
            int muzzleU) {}

    /** The table of the shipped data. */
    static final WeaponTable SHARED = new WeaponTable(GameData.text(GameData.WEAPONS));

    private final Map<String, Row> rows = new HashMap<>();

    /**
     * Parses and checks the table.
     *
     * @throws IllegalStateException with one sentence about the first fault
     */
    WeaponTable(String text) {
        List<List<String>> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(WeaponTable::cells)
                .toList();
        demand(!lines.isEmpty() && lines.get(0).equals(COLUMNS), "its columns are not " + String.join(" ", COLUMNS));
        for (List<String> cells : lines.subList(1, lines.size())) {
            Row row = row(cells);
            demand(rows.put(row.name, row) == null, row.name + " appears twice");
        }
        demand(!rows.isEmpty(), "it has no weapon");
    }

    /**
     * Returns the row of a weapon.
     *
     * @throws IllegalStateException if there is none of that name
     */
    Row row(String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw new IllegalStateException(GameData.WEAPONS + ": it has no row for " + name + " of sim/Weapon");
        }
        return row;
    }

    int size() {
        return rows.size();
    }

    private static List<String> cells(String line) {
        return Collections.list(new StringTokenizer(line)).stream()
                .map(String.class::cast)
                .toList();
    }

    private Row row(List<String> cells) {
        String name = cells.get(0);
        demand(name.matches("[A-Z][A-Z0-9_]*"), name + " is not a name in capital letters");
        demand(
                cells.size() == COLUMNS.size(),
                name + " has " + cells.size() + " cells, the table has " + COLUMNS.size() + " columns");
        int id = number(cells, "id", 1, WEAPONS_MAX);
        demand(id == rows.size() + 1, "the id of " + name + " is " + id + ", expected " + (rows.size() + 1));
        int button = number(cells, "button", 0, WEAPONS_MAX - 1);
        demand(isFree(button), "button " + button + " of " + name + " is that of another weapon");
        Weapon.Kind kind = kind(cells);
        int parts = number(cells, "parts", 1, 256);
        demand(parts == 1 || parts == 256, "parts of " + name + " is " + parts + ", not 1 or 256");
        boolean isBolt = kind == Weapon.Kind.BOLT;
        return new Row(
                name,
                id,
                button,
                kind,
                variant(kind),
                number(cells, "damage", 1, 255),
                number(cells, "push_us", 0, 1000),
                number(cells, "shots", 1, 20),
                number(cells, "per_ms", 50, 60_000),
                parts,
                number(cells, "range_u", !isBolt, 50, RANGE_MAX_U),
                number(cells, "speed_us", isBolt, 100, 2000),
                number(cells, "life_ms", isBolt, 50, LIFE_MAX_MS),
                number(cells, "radius_u", isBolt, 1, 32),
                number(cells, "muzzle_u", isBolt, 18, 64));
    }

    private boolean isFree(int button) {
        return rows.values().stream().noneMatch(row -> row.button == button);
    }

    private int variant(Weapon.Kind kind) {
        return (int) rows.values().stream().filter(row -> row.kind == kind).count();
    }

    private static Weapon.Kind kind(List<String> cells) {
        String cell = cells.get(COLUMNS.indexOf("kind"));
        demand(
                cell.equals("BOLT") || cell.equals("BEAM"),
                "kind of " + cells.get(0) + " is " + cell + ", not BOLT or BEAM");
        return Weapon.Kind.valueOf(cell);
    }

    /** Reads a cell that applies to one kind; returns 0 for the other kind, where the cell must be absent. */
    private static int number(List<String> cells, String column, boolean isPresent, int least, int most) {
        if (isPresent) {
            return number(cells, column, least, most);
        }
        String cell = cells.get(COLUMNS.indexOf(column));
        demand(cell.equals(ABSENT), column + " of " + cells.get(0) + " is " + cell + ", not - for its kind");
        return 0;
    }

    private static int number(List<String> cells, String column, int least, int most) {
        String cell = cells.get(COLUMNS.indexOf(column));
        int value = cell.matches("\\d{1,6}") ? Integer.parseInt(cell) : -1;
        demand(
                value >= least && value <= most,
                column + " of " + cells.get(0) + " is " + cell + ", not " + least + " to " + most);
        return value;
    }

    private static void demand(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalStateException(GameData.WEAPONS + ": " + fault);
        }
    }
}
