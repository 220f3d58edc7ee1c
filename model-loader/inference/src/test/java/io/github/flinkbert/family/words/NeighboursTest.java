package io.github.flinkbert.family.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.CacheInTempFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private Neighbours of(String text) throws IOException {
        return new Neighbours(WordFixtures.open(WordFixtures.file(temp, "v.txt", text)));
    }

    @Test
    void theNearestByCosineComeFirstWithoutTheWordItself() throws IOException {
        Neighbours neighbours =
                of("bank 1 0\nriver 0 5\nmoney 9 1\nzero 0 0\nshore 1 1\ncredit 3 0\nfar -2 0\n");

        List<Neighbours.Neighbour> found = neighbours.of("Bank", 3);

        assertThat(found)
                .extracting(Neighbours.Neighbour::word)
                .containsExactly("credit", "money", "shore");
        assertThat(found.get(0).cosine()).isCloseTo(1, within(1e-7));
        assertThat(found.get(2).cosine()).isCloseTo(Math.sqrt(0.5), within(1e-7));
        assertThat(neighbours.of("bank", 100)).hasSize(5);
        assertThat(neighbours.of("bank", 100).get(4).word()).isEqualTo("far");
    }

    @Test
    void ofEqualsTheMoreFrequentComesFirst() throws IOException {
        assertThat(of("a 1 0\nb 2 0\nc 3 0\nd 4 0\n").of("c", 2))
                .extracting(Neighbours.Neighbour::word)
                .containsExactly("a", "b");
    }

    @Test
    void whatHasNoDirectionHasNoNeighbours() throws IOException {
        Neighbours neighbours = of("a 1 0\nzero 0 0\n");

        assertThat(neighbours.of("zero", 3)).isEmpty();
        assertThat(neighbours.of("absent", 3)).isEmpty();
        assertThat(neighbours.of(new float[] {2, 0}, 3, Set.of("a"))).isEmpty();
        assertThatThrownBy(() -> neighbours.of(new float[3], 1, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a vector of 2 numbers, found 3");
    }
}
