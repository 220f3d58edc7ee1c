package io.github.flinkbert.flink.task.language;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.language.TextLanguage;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The code and its score. */
final class LanguageFormat implements ResultFormat<TextLanguage> {

    @Override
    public void write(TextLanguage language, DataOutputView out) throws IOException {
        Fields.writeString(language.code(), out);
        out.writeFloat(language.score());
    }

    @Override
    public Optional<TextLanguage> read(int layout, DataInputView in) throws IOException {
        return Optional.of(new TextLanguage(Fields.readString(in), in.readFloat()));
    }
}
