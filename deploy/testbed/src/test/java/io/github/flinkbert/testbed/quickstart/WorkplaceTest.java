package io.github.flinkbert.testbed.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkplaceTest {

    @Test
    void endsWhatLivesThereInReverseAndLeavesNothing() throws Exception {
        List<String> ended = new ArrayList<>();
        Path folder;
        try (Workplace place = Workplace.open()) {
            folder = place.folder("a");
            Files.writeString(folder.resolve("file"), "x");
            place.atEnd(() -> ended.add("first"));
            place.atEnd(() -> ended.add("second"));
        }

        assertThat(ended).containsExactly("second", "first");
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    void whatComesTooLateIsEndedAtOnce() throws Exception {
        List<String> ended = new ArrayList<>();
        Workplace place = Workplace.open();
        place.close();

        assertThatThrownBy(() -> place.atEnd(() -> ended.add("late")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(ended).containsExactly("late");
    }
}
