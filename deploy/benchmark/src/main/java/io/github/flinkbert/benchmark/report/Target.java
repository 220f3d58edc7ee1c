package io.github.flinkbert.benchmark.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A figure to reach, and how far it was reached.
 *
 * @param direction which side of the wanted figure is good
 * @param unit behind the figures, such as {@code ×} or {@code %}
 */
record Target(String what, Direction direction, double wanted, double reached, String unit) {

    /** Which side of the wanted figure is good. */
    public enum Direction {
        AT_LEAST("at least") {
            @Override
            boolean holds(double wanted, double reached) {
                return reached >= wanted;
            }
        },
        AT_MOST("at most") {
            @Override
            boolean holds(double wanted, double reached) {
                return reached <= wanted;
            }
        };

        private final String words;

        Direction(String words) {
            this.words = words;
        }

        abstract boolean holds(double wanted, double reached);

        @Override
        public String toString() {
            return words;
        }
    }

    public static Target atLeast(String what, double wanted, double reached, String unit) {
        return new Target(what, Direction.AT_LEAST, wanted, reached, unit);
    }

    public static Target atMost(String what, double wanted, double reached, String unit) {
        return new Target(what, Direction.AT_MOST, wanted, reached, unit);
    }

    @JsonProperty("met")
    public boolean isMet() {
        return direction.holds(wanted, reached);
    }
}
