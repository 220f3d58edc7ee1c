package io.github.flinkbert.flink.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPathTest {

    @Test
    void pointersAndDotsLeadToTheSamePlace() {
        assertThat(TextPath.parse("/payload/after/review"))
                .isEqualTo(TextPath.parse("payload.after.review"))
                .hasToString("/payload/after/review");
        assertThat(TextPath.parse("text").steps()).containsExactly("text");
    }

    @Test
    void pointersTakeEveryName() {
        assertThat(TextPath.parse("/a~1b/m~0n/x.y//0").steps())
                .containsExactly("a/b", "m~n", "x.y", "", "0");
        assertThat(TextPath.parse("/~01")).hasToString("/~01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", ".a", "a.", "/a~2", "/a~"})
    void whatLeadsNowhereIsRefused(String path) {
        assertThatThrownBy(() -> TextPath.parse(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a JSON pointer such as");
    }

    @Test
    void aNumberAndAllElementsMeetInOneWalk() {
        PathMatch start =
                PathTree.of(
                                List.of(
                                        TextPath.parse("a.*.x"),
                                        TextPath.parse("a.1.x"),
                                        TextPath.parse("a.1")))
                        .match();

        assertThat(start.member("b").isNowhere()).isTrue();
        assertThat(start.member("a").ends()).isEmpty();
        assertThat(start.member("a").element(0).member("x").ends()).containsExactly(0);
        assertThat(start.member("a").element(1).ends()).containsExactly(2);
        assertThat(start.member("a").element(1).member("x").ends()).containsExactlyInAnyOrder(0, 1);
        assertThat(start.member("a").member("*").isNowhere()).isFalse();
    }
}
