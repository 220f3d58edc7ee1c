package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.testing.SeedOfProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

@AddLifecycleHook(SeedOfProperties.class)
class RowPackerTest {

    private static final RowLadder LADDER = RowLadder.of(RowLadderTest.base(512));

    @Property
    void everySequenceLiesWithinItsRowAndApartFromOthers(
            @ForAll("candidates") int[] lengths,
            @ForAll @IntRange(min = 1, max = 4096) int budget) {
        RowPacker.Packing packing = new RowPacker(LADDER, budget).pack(lengths, 1);
        List<boolean[]> rows = new ArrayList<>();
        IntStream.range(0, packing.rows()).forEach(r -> rows.add(new boolean[packing.length()]));
        for (RowPacker.Place place : packing.places()) {
            for (int i = 0; i < lengths[place.index()]; i++) {
                boolean[] row = rows.get(place.row());
                assertThat(row[place.column() + i]).as("taken already").isFalse();
                row[place.column() + i] = true;
            }
        }
        assertThat(LADDER.lengths()).contains(packing.length());
        long used = rows.stream().filter(row -> row[0]).count();
        assertThat(rows.size())
                .as("rounded up by a fifth at most")
                .isLessThanOrEqualTo((int) (used * 1.25));
    }

    @Property
    void theBudgetHoldsButTheFirstAlwaysGoes(
            @ForAll("candidates") int[] lengths,
            @ForAll @IntRange(min = 1, max = 4096) int budget) {
        RowPacker.Packing packing = new RowPacker(LADDER, budget).pack(lengths, 1);
        assertThat(packing.places().get(0).index()).isZero();
        assertThat(packing.rows() * packing.length())
                .satisfiesAnyOf(
                        tokens -> assertThat(tokens).isLessThanOrEqualTo(budget),
                        tokens -> assertThat(packing.rows()).isEqualTo(1));
        assertThat(packing.places())
                .isSortedAccordingTo((a, b) -> Integer.compare(a.index(), b.index()))
                .extracting(RowPacker.Place::index)
                .doesNotHaveDuplicates();
    }

    @Property
    void whatWasLeftFitsNoRowOfAFullBatch(@ForAll("candidates") int[] lengths) {
        int budget = 1024;
        RowPacker.Packing packing = new RowPacker(LADDER, budget).pack(lengths, 1);
        int[] free = new int[packing.rows()];
        java.util.Arrays.fill(free, packing.length());
        packing.places().forEach(p -> free[p.row()] -= lengths[p.index()]);
        boolean roomForARow = (packing.rows() + 1) * packing.length() <= budget;
        IntStream.range(0, lengths.length)
                .filter(i -> packing.places().stream().noneMatch(p -> p.index() == i))
                .forEach(
                        i -> {
                            assertThat(IntStream.of(free)).allMatch(room -> room < lengths[i]);
                            assertThat(roomForARow && lengths[i] <= packing.length()).isFalse();
                        });
    }

    @Example
    void messagesOfEqualLengthFillTheirRows() {
        int[] lengths = new int[64];
        java.util.Arrays.fill(lengths, 16);
        RowPacker.Packing packing = new RowPacker(LADDER, 1024).pack(lengths, 1);
        assertThat(packing.places()).hasSize(64);
        assertThat(packing.rows() * packing.length()).isEqualTo(1024);
    }

    @Example
    void whoeverWaitsFirstInALaneComesBeforeTheOthersBacklog() {
        int[] lengths = new int[80];
        java.util.Arrays.fill(lengths, 100);
        lengths[1] = 8;
        RowPacker.Packing packing = new RowPacker(LADDER, 512).pack(lengths, 2);
        assertThat(packing.places()).extracting(RowPacker.Place::index).contains(0, 1);
    }

    @Example
    void aLoneShortTextTakesTheShortestRowThatHoldsIt() {
        RowPacker.Packing packing = new RowPacker(LADDER, 1024).pack(new int[] {17}, 1);
        assertThat(packing.rows()).isEqualTo(1);
        assertThat(packing.length()).isEqualTo(32);
    }

    @Example
    void aTextAboveTheBudgetGoesAlone() {
        RowPacker.Packing packing = new RowPacker(LADDER, 100).pack(new int[] {500, 500}, 1);
        assertThat(packing.rows()).isEqualTo(1);
        assertThat(packing.length()).isEqualTo(512);
        assertThat(packing.places()).hasSize(1);
    }

    @Example
    void refusesATextLongerThanTheLongestRow() {
        assertThatThrownBy(() -> new RowPacker(LADDER, 1024).pack(new int[] {513}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sequence may have 512 tokens, found 513");
    }

    @Provide
    Arbitrary<int[]> candidates() {
        Arbitrary<Integer> lengths =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(2, 40),
                        Arbitraries.integers().between(2, 512));
        return lengths.array(int[].class).ofMinSize(1).ofMaxSize(80);
    }
}
