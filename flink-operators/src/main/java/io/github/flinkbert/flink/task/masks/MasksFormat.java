package io.github.flinkbert.flink.task.masks;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.Masks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of masks, each with a list of words. */
final class MasksFormat implements ResultFormat<Masks> {

    @Override
    public void write(Masks masks, DataOutputView out) throws IOException {
        Fields.writeList(
                masks.masks(),
                (List<Candidate> words, DataOutputView inner) ->
                        Fields.writeList(words, MasksFormat::writeWord, inner),
                out);
    }

    @Override
    public Optional<Masks> read(int layout, DataInputView in) throws IOException {
        return Optional.ofNullable(
                        Fields.readNullableList(
                                inner -> Fields.readList(MasksFormat::readWord, inner), in))
                .map(Masks::new);
    }

    private static void writeWord(Candidate word, DataOutputView out) throws IOException {
        Fields.writeString(word.token(), out);
        out.writeFloat(word.score());
    }

    private static Candidate readWord(DataInputView in) throws IOException {
        return new Candidate(Fields.readString(in), in.readFloat());
    }
}
