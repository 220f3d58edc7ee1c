package io.github.flinkbert.console.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.tensor.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AttentionPageTest {

    @Test
    void weightsComeLayerByLayerHeadByHead() {
        AttentionView view = AttentionView.of("a b", attention("a b"));
        ByteBuffer weights =
                ByteBuffer.wrap(Base64.getDecoder().decode(view.weights()))
                        .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(view.layers()).isEqualTo(1);
        assertThat(view.heads()).isEqualTo(2);
        assertThat(weights.remaining()).isEqualTo(2 * 2 * 2 * Short.BYTES);
        assertThat(Short.toUnsignedInt(weights.getShort(2)) / 65535.0).isCloseTo(0.9, within(1e-5));
        assertThat(Short.toUnsignedInt(weights.getShort(8)) / 65535.0).isCloseTo(1, within(1e-5));
    }

    @Test
    void aTextCannotLeaveItsPlaceInThePage() {
        String text = "</script><script>alert(1)</script> {{script}} <!--";
        String page = AttentionPage.of(AttentionView.of(text, attention(text)), "</script>");

        assertThat(page.split("</script>", -1)).hasSize(3);
        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(page).contains("\\u003c/script>\\u003cscript>alert(1)");
    }

    @Test
    void thePageAsksForNothingElse() {
        String page = AttentionPage.of(AttentionView.of("a", attention("a")), "m");

        assertThat(page)
                .contains("default-src 'none'; script-src 'sha256-")
                .doesNotContain("{{", "import {", "export ", "src=\"", "href=\"");
    }

    @Test
    void moreWordsThanCanBeLookedAtAreRefused() {
        int words = 151;
        Attention attention =
                new Attention(
                        Collections.nCopies(words, new Attention.Word("a", 0, 1)),
                        List.of(List.of(new Matrix(words, words, new float[words * words]))));

        assertThatThrownBy(() -> AttentionView.of("", attention))
                .hasMessageContaining("at most 150 words, found 151");
    }

    private static Attention attention(String text) {
        Matrix one = new Matrix(2, 2, new float[] {0.1f, 0.9f, 0.5f, 0.5f});
        Matrix other = new Matrix(2, 2, new float[] {1, 0, 0, 1});
        return new Attention(
                List.of(new Attention.Word(text, 0, 1), new Attention.Word("b", 2, 3)),
                List.of(List.of(one, other)));
    }
}
