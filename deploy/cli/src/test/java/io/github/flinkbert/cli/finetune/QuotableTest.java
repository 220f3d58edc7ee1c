package io.github.flinkbert.cli.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A card shows texts only where their licence is known to allow it. */
final class QuotableTest {

    private static DataFacts file(String role, String name, String licence) {
        return new DataFacts(role, name, 1, "", "", licence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CC BY 4.0", "cc-by-sa-3.0", "CC0", "MIT", "Apache 2.0", "Public Domain"})
    void openLicencesLetTextsBeShown(String licence) {
        assertThat(Quotable.open(licence)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CC BY-NC 4.0", "CC BY-ND 4.0", "proprietary", "our customers'"})
    void otherLicencesDoNot(String licence) {
        assertThat(Quotable.open(licence)).isFalse();
    }

    @Test
    void ofFilesToDevelopOnTheirsCount() {
        assertThat(
                        Quotable.source(
                                List.of(
                                        file("training", "t.tsv", ""),
                                        file("development", "d.tsv", "MIT"))))
                .hasValue("development data (d.tsv, MIT)");
    }

    @Test
    void ofWhatIsHeldOutTheTrainingFilesCountAndEachOfThem() {
        assertThat(
                        Quotable.source(
                                List.of(
                                        file("training", "a.tsv", "MIT"),
                                        file("training", "b.tsv", ""))))
                .isEmpty();
    }
}
