package io.github.flinkbert.training.objective;

import io.github.flinkbert.text.Sequence;

/** Something to learn from: a sequence as the encoder reads it, and what is right for it. */
public sealed interface Example
        permits LabelledSequence, AnswerExample, PlainSequence, MaskedSequence {

    Sequence sequence();
}
