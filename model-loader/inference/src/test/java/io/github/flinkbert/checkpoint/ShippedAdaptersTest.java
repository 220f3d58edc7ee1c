package io.github.flinkbert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShippedAdaptersTest {

    private static final Path SHIPPED = Path.of("../../deploy/adapters");

    @TempDir private Path home;
    private final Map<String, String> before = new TreeMap<>();

    @BeforeEach
    void useACacheOfItsOwn() throws Exception {
        set(CacheFolder.PROPERTY, home.resolve("cache").toString());
        set(ShippedAdapters.PROPERTY, "");
        for (String name : new String[] {"names-fr", "answers-fr"}) {
            config(home.resolve("adapters").resolve(name));
        }
    }

    @AfterEach
    void restore() {
        before.forEach(
                (property, value) -> {
                    if (value.isEmpty()) {
                        System.clearProperty(property);
                    } else {
                        System.setProperty(property, value);
                    }
                });
    }

    private void set(String property, String value) {
        before.putIfAbsent(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }

    private void useTheFolder() {
        set(ShippedAdapters.PROPERTY, home.resolve("adapters").toString());
    }

    private static void config(Path folder) throws Exception {
        Files.writeString(Files.createDirectories(folder).resolve("adapter_config.json"), "{}");
    }

    @Test
    void allAdaptersOfTheProjectAreOnTheClassPath() throws Exception {
        try (Stream<Path> folders = Files.list(SHIPPED)) {
            assertThat(ShippedAdapters.names())
                    .containsExactlyElementsOf(
                            folders.filter(Files::isDirectory)
                                    .map(folder -> folder.getFileName().toString())
                                    .sorted()
                                    .toList())
                    .contains(
                            ShippedAdapters.ENTITIES_EN,
                            ShippedAdapters.ANSWERS_EN,
                            ShippedAdapters.ENTITIES_KO);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entities-en",
                "answers-en",
                "entities-ko",
                "answers-ko",
                "intents-en",
                "emotions-en",
                "sentiment-ko",
                "similar-ko",
                "similar-en"
            })
    void anAdapterOfTheClassPathIsTheOneOfTheProjectAndGoesByItsName(String name) {
        Adapter byName = Adapter.open(name);
        Adapter ofProject = Adapter.open(SHIPPED.resolve(name).toString());

        assertThat(byName.name()).isEqualTo(name);
        assertThat(byName.digest()).isEqualTo(ofProject.digest());
        assertThat(byName.head()).isEqualTo(ofProject.head());
        assertThat(PackedAdapter.of(name)).isEqualTo(PackedAdapter.of(SHIPPED + "/" + name));
        assertThat(PackedAdapter.of(name).name()).isEqualTo(name);
    }

    @Test
    void aFolderOfAdaptersTakesThePlaceOfTheClassPath() {
        useTheFolder();

        assertThat(ShippedAdapters.located("names-fr"))
                .isEqualTo(home.resolve("adapters/names-fr").toString());
        assertThat(ShippedAdapters.names()).containsExactly("answers-fr", "names-fr");
        assertThat(ShippedAdapters.find("entities-en")).isEmpty();
    }

    @Test
    void aFolderOfTheWorkingDirectoryComesFirstIfItHoldsAnAdapter() throws Exception {
        useTheFolder();
        Path here = Path.of("names-fr");
        Files.createDirectory(here);
        try {
            assertThat(ShippedAdapters.located("names-fr"))
                    .isEqualTo(home.resolve("adapters/names-fr").toString());

            config(here);

            assertThat(ShippedAdapters.located("names-fr")).isEqualTo("names-fr");
            assertThat(ShippedAdapters.find("names-fr"))
                    .hasValue(home.resolve("adapters/names-fr"));
        } finally {
            Files.deleteIfExists(here.resolve("adapter_config.json"));
            Files.delete(here);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/such", "./entities-en", "/models/names", "maven:a:b:1", "src"})
    void otherPlacesAreLeftAsTheyAre(String place) {
        assertThat(ShippedAdapters.located(place)).isEqualTo(place);
    }

    @Test
    void aNameThatNothingHasIsRefusedWithThoseThatShip() {
        useTheFolder();

        assertThatThrownBy(() -> Adapter.open("names-xx"))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "there is no folder names-xx, and no adapter of that name ships; those that"
                                + " do: answers-fr, names-fr");
    }
}
