package io.github.flinkbert.flink.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What rows within output columns are made of. Its name there is the member's, in lower case. */
enum ColumnField {
    QUESTION(ScalarType.STRING),
    LABEL(ScalarType.STRING),
    TEXT(ScalarType.STRING),
    TOKEN(ScalarType.STRING),
    START(ScalarType.INT),
    END(ScalarType.INT),
    SCORE(ScalarType.FLOAT);

    private final ScalarType type;

    ColumnField(ScalarType type) {
        this.type = type;
    }

    static Optional<ColumnField> named(String name, List<ColumnField> known) {
        return known.stream().filter(field -> field.columnName().equals(name)).findFirst();
    }

    ScalarType type() {
        return type;
    }

    private String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As SQL declares it. */
    @Override
    public String toString() {
        boolean reserved = this == START || this == END;
        return (reserved ? "`" + columnName() + "`" : columnName()) + " " + type;
    }
}
