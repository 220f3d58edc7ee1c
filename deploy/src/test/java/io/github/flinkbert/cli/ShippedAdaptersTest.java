package io.github.flinkbert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShippedAdaptersTest {

    private static final String PLACE = "flinkbert.adapters";

    @TempDir private Path home;
    private String before;

    @BeforeEach
    void ship() throws Exception {
        before = System.getProperty(PLACE);
        System.setProperty(PLACE, home.toString());
        for (String name : new String[] {"names-fr", "answers-fr"}) {
            Files.writeString(
                    Files.createDirectories(home.resolve(name)).resolve("adapter_config.json"),
                    "{}");
        }
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(PLACE);
        } else {
            System.setProperty(PLACE, before);
        }
    }

    @Test
    void aShippedAdapterGoesByItsName() {
        assertThat(ShippedAdapters.folder("names-fr"))
                .isEqualTo(home.resolve("names-fr").toString());
    }

    @Test
    void aFolderThatIsThereComesFirstAndOtherPlacesAreLeftAsTheyAre() {
        assertThat(ShippedAdapters.folder(home.toString())).isEqualTo(home.toString());
        assertThat(ShippedAdapters.folder("no/such")).isEqualTo("no/such");
        assertThat(ShippedAdapters.folder("maven:a:b:1")).isEqualTo("maven:a:b:1");
    }

    @Test
    void aNameThatNothingHasIsRefusedWithThoseThatShip() {
        assertThatThrownBy(() -> ShippedAdapters.folder("names-xx"))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "there is no folder names-xx, and no adapter of that name ships; those that"
                                + " do: answers-fr, names-fr");
    }
}
