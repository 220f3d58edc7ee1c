package io.github.flinkbert.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {

    /** A hundred items in twenty groups. */
    private static final List<Integer> DATA = IntStream.range(0, 100).boxed().toList();

    @Test
    void theLastGroupsAreHeldOut() {
        Split<Integer> split = Split.lastGroups(DATA, SplitTest::group, 2);

        assertThat(split.held()).containsExactlyElementsOf(DATA.subList(90, 100));
        assertThat(split.kept()).containsExactlyElementsOf(DATA.subList(0, 90));
    }

    @Test
    void aShareIsDrawnInWholeGroupsAndAlikeForASeed() {
        Split<Integer> split = Split.share(DATA, SplitTest::group, 0.1, 5);

        assertThat(split.held()).hasSize(10);
        assertThat(groups(split.held()))
                .hasSize(2)
                .doesNotContainAnyElementsOf(groups(split.kept()));
        assertThat(Split.share(DATA, SplitTest::group, 0.1, 5)).isEqualTo(split);
        assertThat(Split.share(DATA, SplitTest::group, 0.1, 6)).isNotEqualTo(split);
    }

    @Test
    void ofTwoGroupsOneIsKept() {
        assertThat(Split.share(List.of(1, 2), item -> item, 0.9, 1).kept()).hasSize(1);
        assertThatThrownBy(() -> Split.share(List.of(1), item -> item, 0.1, 1))
                .hasMessage(
                        "at least 1 is held out of the data and 1 kept, found 1 to hold out of 1");
    }

    @Test
    void everyItemIsInOneFold() {
        List<Integer> all = new ArrayList<>();
        for (int fold = 1; fold <= 3; fold++) {
            Split<Integer> split = Split.fold(DATA, SplitTest::group, 3, fold, 9);
            assertThat(groups(split.held())).hasSizeBetween(6, 7);
            assertThat(groups(split.held())).doesNotContainAnyElementsOf(groups(split.kept()));
            all.addAll(split.held());
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(DATA);
    }

    @Test
    void aFoldThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Split.fold(DATA, SplitTest::group, 5, 6, 1))
                .isInstanceOf(TrainingDataException.class)
                .hasMessageEndingWith("found fold 6 of 5, and 20 groups");
    }

    private static int group(int item) {
        return item / 5;
    }

    private static Set<Integer> groups(List<Integer> items) {
        Set<Integer> groups = new HashSet<>();
        items.forEach(item -> groups.add(group(item)));
        return groups;
    }
}
