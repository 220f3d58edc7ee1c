package io.github.flinkbert.console.ask;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What somebody typed into the page.
 *
 * @param question empty where nothing is asked
 * @param entityModel which model labels, where there are several; empty for the first
 * @param answerModel which model answers, where there are several; empty for the first
 * @param ticket by which the page may cancel the question; empty where it will not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Typed(
        String text, String question, String entityModel, String answerModel, String ticket) {

    public Typed {
        text = text == null ? "" : text;
        question = question == null ? "" : question.strip();
        entityModel = entityModel == null ? "" : entityModel;
        answerModel = answerModel == null ? "" : answerModel;
        ticket = ticket == null ? "" : ticket;
        if (text.isBlank()) {
            throw new IllegalArgumentException("There is no text yet: type one, then ask.");
        }
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "Typed[" + text.length() + " code units]";
    }
}
