package io.github.flinkbert.flink.binding;

import io.github.flinkbert.task.Ask;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What is asked of each text for one task. Travels with the job; asks are made where it arrives.
 */
@PublicEvolving
public interface TaskRequest extends Serializable {

    /** Whose result this asks for. */
    TaskKey<?> task();

    /**
     * What is asked of one text; none where this text brings nothing to ask.
     *
     * @throws io.github.flinkbert.failure.TextRejectedException if the text cannot be asked
     */
    List<Ask<?>> asks(TextInput input);

    /**
     * All that can be asked of any text, of every model that can be chosen.
     *
     * @param probe stands for whatever texts bring themselves
     */
    List<Ask<?>> everyAsk(String probe);
}
