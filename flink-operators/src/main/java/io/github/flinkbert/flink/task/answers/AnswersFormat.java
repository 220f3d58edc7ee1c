package io.github.flinkbert.flink.task.answers;

import io.github.flinkbert.flink.binding.ResultFormat;
import io.github.flinkbert.flink.layout.Fields;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of questions, each with a list of answers. */
final class AnswersFormat implements ResultFormat<List<Answers>> {

    @Override
    public void write(List<Answers> answers, DataOutputView out) throws IOException {
        Fields.writeList(answers, AnswersFormat::writeAnswers, out);
    }

    @Override
    public Optional<List<Answers>> read(int layout, DataInputView in) throws IOException {
        return Optional.ofNullable(Fields.readNullableList(AnswersFormat::readAnswers, in))
                .map(List::copyOf);
    }

    private static void writeAnswers(Answers answers, DataOutputView out) throws IOException {
        Fields.writeString(answers.question(), out);
        Fields.writeList(answers.answers(), AnswersFormat::writeAnswer, out);
    }

    private static Answers readAnswers(DataInputView in) throws IOException {
        return new Answers(Fields.readString(in), Fields.readList(AnswersFormat::readAnswer, in));
    }

    private static void writeAnswer(Answer answer, DataOutputView out) throws IOException {
        Fields.writeString(answer.text(), out);
        out.writeInt(answer.start());
        out.writeInt(answer.end());
        out.writeFloat(answer.score());
    }

    private static Answer readAnswer(DataInputView in) throws IOException {
        return new Answer(Fields.readString(in), in.readInt(), in.readInt(), in.readFloat());
    }
}
