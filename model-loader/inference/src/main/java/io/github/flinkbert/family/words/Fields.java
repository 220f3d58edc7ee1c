package io.github.flinkbert.family.words;

/** The fields of a line of text, with spaces or tabs between them. */
final class Fields {

    private Fields() {}

    static boolean isGap(byte each) {
        return each == ' ' || each == '\t';
    }

    static int count(byte[] bytes, int from, int to) {
        int fields = 0;
        boolean gap = true;
        for (int at = from; at < to; at++) {
            fields += gap && !isGap(bytes[at]) ? 1 : 0;
            gap = isGap(bytes[at]);
        }
        return fields;
    }

    /** Where the n-th field ends, counted from 1; {@code from} for none, {@code to} behind all. */
    static int end(byte[] bytes, int from, int to, int field) {
        int at = from;
        for (int i = 0; i < field; i++) {
            while (at < to && isGap(bytes[at])) {
                at++;
            }
            while (at < to && !isGap(bytes[at])) {
                at++;
            }
        }
        return at;
    }

    /** Whether no field behind the first one is a number. */
    static boolean noneIsNumber(byte[] bytes, int from, int to) {
        int fields = count(bytes, from, to);
        for (int field = 1; field < fields; field++) {
            int begin = end(bytes, from, to, field);
            int end = end(bytes, from, to, field + 1);
            while (isGap(bytes[begin])) {
                begin++;
            }
            if (!Float.isNaN(Decimal.parse(bytes, begin, end))) {
                return false;
            }
        }
        return true;
    }
}
