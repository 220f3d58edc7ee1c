package io.github.flinkbert.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {

    @TempDir Path temporary;

    @Test
    void theNewestCheckpointIsOfTheLastSubmissionThatHasACompleteOne() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            assertThat(state.newest()).isEmpty();
            Path first = state.begin();
            complete(first.resolve("job/chk-9"));
            Path expected = complete(first.resolve("job/chk-10"));
            Files.createDirectories(first.resolve("job/chk-11")); // not complete
            state.begin(); // never took one

            assertThat(state.newest()).contains(expected);
        }
    }

    @Test
    void theCheckpointOfAnOrderlyEndIsNewerThanAllOthersOfItsSubmission() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            Path submission = state.begin();
            complete(submission.resolve("job/chk-12"));
            Path last = complete(StateFolder.last(submission).resolve("savepoint-1a-2b"));

            assertThat(state.newest()).contains(last);
        }
    }

    @Test
    void whatIsOlderThanASubmissionWithACheckpointIsDeleted() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            Path first = state.begin();
            complete(first.resolve("job/chk-1"));
            Path second = state.begin();
            Path expected = complete(second.resolve("job/chk-2"));
            state.deleteBefore(second);

            assertThat(first).doesNotExist();
            assertThat(state.newest()).contains(expected);
            state.clear();
            assertThat(state.newest()).isEmpty();
        }
    }

    @Test
    void oneRunAtATimeHasIt() {
        StateFolder held = StateFolder.open(folder());
        assertThatThrownBy(() -> StateFolder.open(folder()))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("another run has the state folder " + folder());
        held.close();
        StateFolder.open(folder()).close();
    }

    @Test
    void aFolderOfOtherFilesIsLeftAlone() throws Exception {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("letters.txt"), "mine");
        assertThatThrownBy(() -> StateFolder.open(folder()))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("holds letters.txt; expected an empty folder");
    }

    @Test
    void itRemembersOfWhichJobTheCheckpointsAre() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            state.identify(Map.of("group-id", "news"));
            assertThat(state.identity()).isEmpty(); // of none
            complete(state.begin().resolve("job/chk-1"));
            assertThat(state.identity()).contains(Map.of("group-id", "news"));
        }
    }

    private Path folder() {
        return temporary.resolve("state");
    }

    private static Path complete(Path checkpoint) throws IOException {
        Files.createDirectories(checkpoint);
        Files.createFile(checkpoint.resolve("_metadata"));
        return checkpoint;
    }
}
